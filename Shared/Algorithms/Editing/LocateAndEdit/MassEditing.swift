public import Bytes
public import Tensors
internal import Transformer

/// Many facts at once, spread over the last maps of several layers: MEMIT, EMMET and AlphaEdit, which differ in one
/// equation.
public struct MassEditing: EditMethod {
    public static let name = "memit"

    /// How keys and residuals become a change.
    public enum Equation: Hashable, Sendable {
        /// MEMIT: the moments count `weight` times.                                      Meng et al. 2023, eq. 14
        case leastSquares(weight: Double)
        /// EMMET: C̃ = weight · C + ridge · 1, and `slack` on the constraints.          Gupta et al. 2024b, eq. 9
        case constrained(weight: Double, ridge: Double, slack: Double)
        /// AlphaEdit: within the null space of the moments, and apart from earlier keys.     Fang et al. 2025, eq. 11
        case projected(threshold: Double, ridge: Double)
    }

    /// Ascending; the value is searched after the last.
    public var layers: [UInt16]
    public var equation: Equation
    public var value: ValueSettings

    public init(layers: [UInt16], equation: Equation, value: ValueSettings = ValueSettings()) {
        self.layers = layers
        self.equation = equation
        self.value = value
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        layers = try reader.readArray(count: 1...1024, elementBytesMin: 2) { reader throws(BytesError) in
            try reader.read(UInt16.self)
        }
        guard zip(layers, layers.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw .value(field: "layers", found: "\(layers)")
        }
        equation = try Equation(from: &reader)
        value = try ValueSettings(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        writer.writeArray(layers) { $1.write($0) }
        equation.write(to: &writer)
        value.write(to: &writer)
    }

    public var traits: EditTraits { EditTraits(needsSubject: true, batches: true) }

    public func compute(
        _ batch: [EditRequest], on view: EditView, with resources: EditResources, seed: UInt64
    ) throws(EditingError) -> EditArtifact {
        try EditArtifact(
            method: Self.name, model: view.model,
            payload: .lowRank(solve(batch, on: view, with: resources).map(\.delta))
        ).checked()
    }

    /// What came of one layer.
    public struct LayerSolution: Sendable {
        /// K, a row for each request.
        public let keys: Matrix64
        /// What stands after the last layer so far.
        public let current: Tensor
        /// A and R, rows.
        public let directions: Matrix64
        public let residuals: Matrix64
        public let delta: LowRankDelta
    }

    /// - Parameter values: the residual rows after the last layer that are wanted, [n, d]; nil to search for them.
    public func solve(
        _ batch: [EditRequest], on view: EditView, with resources: EditResources, values: Tensor? = nil
    ) throws(EditingError) -> [LayerSolution] {
        try require(batch)
        try view.require(batch)
        let wanted: Tensor
        if let values { wanted = values } else { wanted = try targets(batch, on: view, with: resources) }
        var keyPass = try KeyPass(batch, resources.prefixes.prefixes, on: view)
        var solutions: [LayerSolution] = []
        for (index, layer) in layers.enumerated() {
            let site = EditSite(layer: Int(layer))
            let keys = keyPass.keys(at: site)
            let current = keyPass.residual(after: Int(layers[layers.count - 1]))
            let residuals = Matrix64(Verbs.add(current, scale: -1, to: wanted))
                .scaled(by: 1 / Double(layers.count - index))
            let directions = try directions(keys, site, view, resources)
            let factors = Factors(inputs: directions.tensor, outputs: residuals.tensor)
            let delta = LowRankDelta(site: site, factors: factors, guardedKeys: guardsKeys ? keys.tensor : nil)
            keyPass.apply(delta)
            solutions.append(LayerSolution(
                keys: keys, current: current, directions: directions, residuals: residuals, delta: delta))
        }
        return solutions
    }

    /// The residual rows that make the targets likely, [n, d].
    public func targets(
        _ batch: [EditRequest], on view: EditView, with resources: EditResources
    ) throws(EditingError) -> Tensor {
        guard let last = layers.last else {
            throw .settingUnusable(field: "layers", found: "none", wanted: "at least one")
        }
        try view.require(batch)
        var rows: [Tensor] = []
        for request in batch {
            let search = try ValueSearch(
                request, prefixes: resources.prefixes.prefixes, on: view, at: .block(Int(last)), settings: value,
                method: Self.name)
            rows.append(Verbs.add(search.outputs[rows: 0..<1], try search.run().delta))
        }
        return Verbs.concatenate(rows)
    }

    private var guardsKeys: Bool { if case .projected = equation { true } else { false } }

    private func directions(
        _ keys: Matrix64, _ site: EditSite, _ view: EditView, _ resources: EditResources
    ) throws(EditingError) -> Matrix64 {
        let statistics = try resources.statistics(at: site, of: view)
        do {
            switch equation {
            case .leastSquares(let weight):
                return try ClosedForms.leastSquares(keys: keys, factor: statistics.factor(scale: weight))
            case .constrained(let weight, let ridge, let slack):
                let factor = try statistics.factor(scale: weight, ridge: ridge)
                return try ClosedForms.constrained(keys: keys, factor: factor, ridge: slack)
            case .projected(let threshold, let ridge):
                let earlier = view.stack.guardedKeys(at: site).map { Matrix64($0) }
                return try ClosedForms.projected(
                    keys: keys, earlier: earlier ?? .zeros(rows: 0, columns: keys.columns),
                    onto: statistics.nullSpace(below: threshold), ridge: ridge)
            }
        } catch let error as EditingError { throw error } catch {
            throw .statisticsUnusable(site.hook, "\(error)")
        }
    }
}

extension MassEditing.Equation: ByteCodable {
    public init(from reader: inout ByteReader) throws(BytesError) {
        switch try reader.read(UInt8.self) {
        case 0: self = .leastSquares(weight: try reader.readDouble())
        case 1:
            self = .constrained(
                weight: try reader.readDouble(), ridge: try reader.readDouble(), slack: try reader.readDouble())
        case 2: self = .projected(threshold: try reader.readDouble(), ridge: try reader.readDouble())
        case let number: throw .value(field: "equation", found: "\(number)")
        }
    }

    public func write(to writer: inout ByteWriter) {
        switch self {
        case .leastSquares(let weight): write(0, [weight], to: &writer)
        case .constrained(let weight, let ridge, let slack): write(1, [weight, ridge, slack], to: &writer)
        case .projected(let threshold, let ridge): write(2, [threshold, ridge], to: &writer)
        }
    }

    private func write(_ number: UInt8, _ values: [Double], to writer: inout ByteWriter) {
        writer.write(number)
        for value in values { writer.write(value) }
    }
}
