public import Bytes
public import Tensors

/// One fact as one rank-one change of a feed-forward block's last map.
///
///     W + Λ uᵀ,   u = C⁻¹k / ‖C⁻¹k‖,   Λ = (v* - W k) / (kᵀu)          Meng et al. 2022, eq. 2; Gupta et al. 2024
public struct RankOneEditing: EditMethod {
    public static let name = "rome"

    /// Which keys k stand for in direction, numerator and denominator.
    public enum Keys: UInt8, Sendable, CaseIterable {
        /// The prompt's own key in all three: R-ROME.                                    Gupta et al. 2024, section 4
        case prompt
        /// The mean over all templates in all three: R-ROME's other form.
        case templates
        /// The mean for the direction, the prompt's for the rest: ROME as it was published, which now and then makes an
        /// edit huge. Kept to compare with.
        case mixed
    }

    public var layer: UInt16
    public var keys: Keys
    /// Whether directions are turned by the second moments of ordinary keys.
    public var usesMoments: Bool
    public var value: ValueSettings
    /// The least kᵀu / ‖k‖; below it the edit is refused.
    public var leastDenominator: Double

    public init(
        layer: UInt16, keys: Keys = .prompt, usesMoments: Bool = false, value: ValueSettings = ValueSettings(),
        leastDenominator: Double = 1e-3
    ) {
        self.layer = layer
        self.keys = keys
        self.usesMoments = usesMoments
        self.value = value
        self.leastDenominator = leastDenominator
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        layer = try reader.read()
        keys = try reader.readCase()
        usesMoments = try reader.readBool()
        value = try ValueSettings(from: &reader)
        leastDenominator = try reader.readDouble()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(layer)
        writer.write(keys.rawValue)
        writer.write(usesMoments)
        value.write(to: &writer)
        writer.write(leastDenominator)
    }

    public var traits: EditTraits { EditTraits(needsSubject: true) }

    public func compute(
        _ batch: [EditRequest], on view: EditView, with resources: EditResources, seed: UInt64
    ) throws(EditingError) -> EditArtifact {
        let found = try solve(try single(batch), on: view, with: resources)
        let factors = Factors(inputs: found.direction, outputs: found.change)
        return try EditArtifact(
            method: Self.name, model: view.model,
            payload: .lowRank([LowRankDelta(site: EditSite(layer: Int(layer)), factors: factors)])
        ).checked()
    }

    /// All that an edit comes from.
    public struct Solution: Sendable {
        /// The key of each template, the prompt alone first.
        public let keys: Tensor
        /// W k of the prompt, and v*.
        public let output: Tensor
        public let value: Tensor
        /// u and Λ, rows.
        public let direction: Tensor
        public let change: Tensor
        public let trace: ValueTrace
    }

    public func solve(
        _ request: EditRequest, on view: EditView, with resources: EditResources
    ) throws(EditingError) -> Solution {
        try view.require([request])
        let site = EditSite(layer: Int(layer))
        let search = try ValueSearch(
            request, prefixes: resources.prefixes.prefixes, on: view, at: .linear(site), settings: value,
            method: Self.name)
        let (delta, trace) = try search.run()
        let keys = Matrix64(search.keys), outputs = Matrix64(search.outputs)
        let (mean, own) = (keys.meanRow, keys[rows: 0..<1])
        let direction = try self.direction(self.keys == .prompt ? own : mean, site, view, resources)
        let measured = self.keys == .templates ? mean : own
        let denominator = measured.multiplied(byTransposed: direction)[0, 0]
        guard abs(denominator) >= leastDenominator * measured.norm else {
            throw .keyDegenerate(denominator: denominator)
        }
        let before = self.keys == .templates ? outputs.meanRow : outputs[rows: 0..<1]
        let target = outputs[rows: 0..<1].adding(Matrix64(delta))
        return Solution(
            keys: search.keys, output: search.outputs[rows: 0..<1], value: target.tensor,
            direction: direction.tensor,
            change: target.adding(before, times: -1).scaled(by: 1 / denominator).tensor, trace: trace)
    }

    private func direction(
        _ key: Matrix64, _ site: EditSite, _ view: EditView, _ resources: EditResources
    ) throws(EditingError) -> Matrix64 {
        let turned = usesMoments
            ? try resources.statistics(at: site, of: view).factor().solved(rows: key) : key
        return turned.scaled(by: 1 / max(turned.norm, .leastNormalMagnitude))
    }
}

extension Matrix64 {
    /// [1, columns].
    var meanRow: Matrix64 {
        let ones = Matrix64(rows: 1, columns: rows, Array(repeating: 1 / Double(rows), count: rows))
        return ones.multiplied(by: self)
    }

    var norm: Double { values.reduce(0) { $0 + $1 * $1 }.squareRoot() }
}

extension EditArtifact {
    /// The same artifact.
    ///
    /// - Throws: `notFinite` if a number is infinite or not a number.
    public func checked() throws(EditingError) -> EditArtifact {
        let tensors: [Tensor] = switch payload {
        case .lowRank(let deltas): deltas.flatMap { [$0.factors.inputs, $0.factors.outputs] }
        case .dense(let deltas): deltas.map(\.values)
        case .columns(let delta): [delta.factors.inputs, delta.factors.outputs]
        case .codebookEntry(let entry): [entry.key, entry.value]
        case .gatedAdapter(let adapter): [adapter.key]
        case .neurons(let neurons): [neurons.keys, neurons.biases, neurons.values]
        case .datastore(let store): [store.keys]
        case .context: []
        }
        guard tensors.allSatisfy({ Verbs.squares($0).isFinite }) else { throw .notFinite("the artifact of \(method)") }
        return self
    }
}
