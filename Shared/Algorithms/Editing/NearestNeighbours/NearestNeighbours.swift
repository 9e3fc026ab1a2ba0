public import Bytes
public import Tensors

/// How much what followed similar states counts.                                  Khandelwal et al. 2020, section 2
public struct NeighbourSettings: ByteCodable, Hashable, Sendable {
    /// How many neighbours, k.
    public var count: UInt32
    /// What squared distances are divided by.
    public var temperature: Float
    /// λ, the share of the neighbours.
    public var share: Float
    /// Neighbours count only where the nearest is at most this far, squared; nil for always.
    public var reach: Float?

    public init(count: UInt32 = 1024, temperature: Float = 1, share: Float = 0.25, reach: Float? = nil) {
        self.count = count
        self.temperature = temperature
        self.share = share
        self.reach = reach
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        count = try reader.read()
        temperature = try reader.readFloat()
        share = try reader.readFloat()
        reach = try reader.readOptional { reader throws(BytesError) in try reader.readFloat() }
        guard count > 0, temperature > 0, temperature.isFinite, (0...1).contains(share), reach?.isNaN != true else {
            throw .value(field: "neighbours", found: "\(count), \(temperature), \(share)")
        }
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(count)
        writer.write(temperature)
        writer.write(share)
        writer.writeOptional(reach) { $1.write($0) }
    }
}

/// States and what followed them, to be searched exactly.
///
///     p = (1 - λ) p_LM + λ Σ_{i in kNN(h)} softmax(-d_i² / τ) 1[token_i]            Khandelwal et al. 2020, eq. 2, 3
public struct NearestNeighbours: Sendable {
    public let settings: NeighbourSettings
    /// [n, d].
    public let keys: Tensor
    public let tokens: [Int32]
    private let squares: [Float]

    public init(settings: NeighbourSettings, keys: Tensor, tokens: [Int32]) {
        self.settings = settings
        self.keys = keys
        self.tokens = tokens
        squares = Verbs.rowSquares(keys)
    }

    public struct Neighbour: Sendable {
        public let key: Int
        /// ‖h - k‖².
        public let distance: Float
    }

    /// The nearest keys of a state, nearest first; of equals the first.
    public func neighbours(of state: Tensor) -> [Neighbour] {
        let products = Verbs.linear(state, Weight(sharing: keys), rounding: .exact).array
        let own = Verbs.rowSquares(state)[0]
        let all = products.indices.map {
            Neighbour(key: $0, distance: max(0, own - 2 * products[$0] + squares[$0]))
        }
        // The expansion above cancels where states are large: the few that matter are measured again.
        let near = all.sorted { ($0.distance, $0.key) < ($1.distance, $1.key) }
            .prefix(2 * Int(settings.count)).map { exact(state, $0.key) }
        return Array(near.sorted { ($0.distance, $0.key) < ($1.distance, $1.key) }.prefix(Int(settings.count)))
    }

    private func exact(_ state: Tensor, _ key: Int) -> Neighbour {
        let difference = Verbs.add(keys[rows: key..<key + 1], scale: -1, to: state)
        return Neighbour(key: key, distance: Verbs.rowSquares(difference)[0])
    }

    /// The mixed probabilities of the next token.
    ///
    /// - Parameter probabilities: those of the model.
    public func mixed(_ probabilities: [Float], state: Tensor) -> [Float] {
        let near = neighbours(of: state)
        guard let first = near.first, settings.reach.map({ first.distance <= $0 }) ?? true else {
            return probabilities
        }
        let scores = near.map { -$0.distance / settings.temperature }
        let shares = Tensor(rows: 1, columns: scores.count, scores).softmax(row: 0)
        var mixed = probabilities.map { $0 * (1 - settings.share) }
        for (neighbour, share) in zip(near, shares) { mixed[Int(tokens[neighbour.key])] += settings.share * share }
        return mixed
    }
}
