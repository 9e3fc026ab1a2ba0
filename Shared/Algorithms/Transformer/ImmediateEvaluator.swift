public import Tensors

/// What a forward pass is for: it chooses the adapter, and whether kernels may round their inputs.
public enum Pass: Sendable {
    /// A pool absorbs: adapter `default`, inputs are never rounded.
    case write
    /// A text is read: the reading adapter, inputs rounded as the weights are.
    case read
    /// A text is read with the adapter of writing (MemoryLLM's reading of a delta alone).
    case readAsWritten
}

/// Computes every verb at once.
public struct ImmediateEvaluator: Evaluator {
    public let pass: Pass
    /// The sequences of this step; their caches grow.
    public var groups: [RowGroup]
    private let heads: HeadShape
    private var positions: [Int]
    public let hasHooks: Bool
    /// Which token of its text each group's first row is.
    private var textStarts: [Int]
    /// What the plan of each group keeps of this step.
    private var kept: [[HookSite: Tensor]]

    public init(_ configuration: ModelConfiguration, pass: Pass, groups: [RowGroup]) {
        self.pass = pass
        self.groups = groups
        heads = HeadShape(
            heads: configuration.heads, kvHeads: configuration.keyValueHeads, width: configuration.headWidth)
        positions = groups.flatMap(\.positions)
        hasHooks = groups.contains { !$0.hooks.isEmpty }
        textStarts = groups.map(\.text.count)
        kept = groups.map { _ in [:] }
    }

    public var groupCount: Int { groups.count }
    public var rowCount: Int { positions.count }

    public mutating func embed(_ tokens: [Int32], _ weights: ModelWeights) -> Tensor {
        Verbs.gather(weights.embedding, rows: tokens.map(Int.init))
    }

    public mutating func layer(
        _ x: Tensor, prefix: Tensor?, _ body: @escaping (inout Self, Tensor, Tensor?) -> Tensor
    ) -> Tensor {
        body(&self, x, prefix)
    }

    public mutating func narrow(to counts: [Int]) {
        for (index, count) in counts.enumerated() {
            groups[index].firstPosition += groups[index].rows - count
            textStarts[index] += groups[index].rows - count
            groups[index].rows = count
        }
        positions = groups.flatMap(\.positions)
    }

    public mutating func lastRows(_ counts: [Int], of x: Tensor) -> Tensor {
        guard counts != groups.map(\.rows) else { return x }
        var row = 0
        return concatenate(zip(groups, counts).map { group, count in
            row += group.rows
            return x[rows: row - count..<row]
        })
    }

    public mutating func norm(_ x: Tensor, _ norm: Norm) -> Tensor {
        switch norm.form {
        case .rootMeanSquare: Verbs.rmsNorm(x, weight: norm.weight, epsilon: norm.epsilon)
        case .layer(let bias): Verbs.layerNorm(x, weight: norm.weight, bias: bias, epsilon: norm.epsilon)
        }
    }

    public mutating func linear(_ x: Tensor, _ weights: LinearWeights) -> Tensor {
        completed(Verbs.linear(x, weights.weight, rounding: rounding), x, weights)
    }

    public mutating func linear(_ x: Tensor, _ weights: [LinearWeights]) -> [Tensor] {
        let plain = Verbs.linear(x, weights.map(\.weight), rounding: rounding)
        return zip(plain, weights).map { completed($0, x, $1) }
    }

    private var rounding: Rounding { pass == .read ? .weightFormat : .exact }

    /// The product with what is added to it: the bias, the adapter.
    private func completed(_ y: consuming Tensor, _ x: Tensor, _ weights: LinearWeights) -> Tensor {
        guard let bias = weights.bias else { return adapted(y, x, weights) }
        return adapted(Verbs.add(row: bias, toRowsOf: y), x, weights)
    }

    private func adapted(_ y: consuming Tensor, _ x: Tensor, _ weights: LinearWeights) -> Tensor {
        guard let adapter = pass == .read ? weights.reading : weights.writing else { return y }
        return Verbs.addLowRank(x, a: adapter.down, b: adapter.up, scale: adapter.scale, to: y)
    }

    public mutating func rotate(_ x: Tensor) -> Tensor {
        if let shared = sharedRotary { return Verbs.rotate(x, positions: positions, by: shared) }
        return eachGroup(x) { Verbs.rotate($1, positions: Array($0.positions), by: $0.rotary) }
    }

    /// The tables that all groups use, if they use the same.
    private var sharedRotary: Rotary? {
        guard let first = groups.first?.rotary else { return nil }
        return groups.allSatisfy { $0.rotary === first } ? first : nil
    }

    public mutating func remember(keys: Tensor, values: Tensor, layer: Int) {
        var row = 0
        for index in groups.indices {
            let range = row..<row + groups[index].rows
            groups[index].text.layers[layer].append(rotatedKeys: keys[rows: range], values: values[rows: range])
            row = range.upperBound
        }
    }

    public mutating func attend(_ queries: Tensor, prefix: KeysAndValues<Tensor>?, layer: Int) -> Tensor {
        var prefixRow = 0
        let contexts = groups.map { group in
            var memory = group.memory.isEmpty ? nil : group.memory[layer]
            if let prefix, group.prefixRows > 0 {
                memory = Self.segment(prefix, rows: prefixRow..<prefixRow + group.prefixRows)
                prefixRow += group.prefixRows
            }
            return AttentionContext(queries: group.rows, memory: memory, text: group.text.layers[layer])
        }
        watch(queries, contexts)
        if let shared = sharedRotary { return Verbs.attention(queries, contexts, heads: heads, rotary: shared) }
        var next = 0
        return eachGroup(queries) { [heads] group, rows in
            next += 1
            return Verbs.attention(rows, [contexts[next - 1]], heads: heads, rotary: group.rotary)
        }
    }

    /// Notes where the last row of each watched group looks in this layer.
    private mutating func watch(_ queries: Tensor, _ contexts: [AttentionContext]) {
        var end = 0
        for index in groups.indices {
            end += groups[index].rows
            guard groups[index].attention != nil, let memory = contexts[index].memory else { continue }
            let mass = Verbs.attentionMass(
                of: queries[rows: end - 1..<end], memory: memory, text: contexts[index].text, heads: heads,
                rotary: groups[index].rotary)
            groups[index].attention?.layers.append(mass.map { $0 / Float(heads.heads) })
        }
    }

    private static func segment(_ prefix: KeysAndValues<Tensor>, rows: Range<Int>) -> MemorySegment {
        let arena = KeyValueRows(keys: prefix.keys[rows: rows], values: prefix.values[rows: rows])
        let slots = (0..<UInt32(rows.count)).map { SlotAddress(arena: 0, row: $0) }
        return MemorySegment(arenas: [arena], slots: slots, firstPosition: 0)
    }

    public mutating func gate(_ a: Tensor, _ b: Tensor) -> Tensor { Verbs.gate(a, b) }

    public mutating func gelu(_ a: Tensor) -> Tensor { Verbs.gelu(a) }

    public mutating func addPositions(_ table: PositionTable, to x: Tensor) -> Tensor {
        Verbs.add(x, Verbs.gather(table.rows, rows: positions))
    }

    public mutating func add(_ a: Tensor, _ b: Tensor) -> Tensor { Verbs.add(a, b) }

    public func rows(_ range: Range<Int>, of x: Tensor) -> Tensor { x[rows: range] }

    public mutating func concatenate(_ values: [Tensor]) -> Tensor {
        values.count == 1 ? values[0] : Verbs.concatenate(values)
    }

    public mutating func visit(_ value: Tensor, madeFrom input: Tensor?, at site: HookSite) -> Tensor {
        guard hasHooks, groups.contains(where: { $0.hooks.acts(at: site) }) else { return value }
        var row = 0
        return concatenate(groups.indices.map { index in
            let group = groups[index], rows = row..<row + group.rows
            row = rows.upperBound
            if group.hooks.keepsInput(of: site) { kept[index][site] = input?[rows: rows] }
            let start = textStarts[index]
            return group.hooks.apply(at: site, to: HookedRows(
                output: value[rows: rows], input: input?[rows: rows], positions: start..<start + group.rows,
                kept: kept[index]))
        })
    }

    private func eachGroup(_ x: Tensor, _ body: (RowGroup, Tensor) -> Tensor) -> Tensor {
        var row = 0
        return Verbs.concatenate(groups.map { group in
            defer { row += group.rows }
            return body(group, x[rows: row..<row + group.rows])
        })
    }
}
