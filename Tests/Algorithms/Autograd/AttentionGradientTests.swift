import Autograd
import Tensors
import Testing

@Suite("Gradients of attention, against central differences")
struct AttentionGradientTests {
    struct Shape: Sendable {
        let groups: [AttentionRows]
        let heads: HeadShape
    }

    static let shapes = [
        Shape(groups: [AttentionRows(queries: 1, text: 1)], heads: HeadShape(heads: 1, kvHeads: 1, width: 2)),
        Shape(
            groups: [AttentionRows(queries: 5, text: 5), AttentionRows(queries: 3, text: 3)],
            heads: HeadShape(heads: 4, kvHeads: 2, width: 4)),
        Shape(
            groups: [
                AttentionRows(queries: 4, text: 4, prefix: 3), AttentionRows(queries: 2, text: 5),
                AttentionRows(queries: 1, text: 3, prefix: 7),
            ], heads: HeadShape(heads: 2, kvHeads: 1, width: 6)),
        Shape(
            groups: [
                AttentionRows(queries: 4, text: 4, padding: 2),
                AttentionRows(queries: 4, text: 4, prefix: 2, padding: 3),
            ], heads: HeadShape(heads: 2, kvHeads: 2, width: 4)),
        Shape(
            groups: [AttentionRows(queries: 130, text: 131, prefix: 70)],
            heads: HeadShape(heads: 2, kvHeads: 1, width: 8)),
    ]

    @Test("by queries, keys and values, of text and prefix", arguments: shapes)
    func gradients(shape: Shape) {
        let (heads, groups) = (shape.heads, shape.groups)
        let width = heads.kvHeads * heads.width
        let queries = groups.reduce(0) { $0 + $1.queries }, text = groups.reduce(0) { $0 + $1.text }
        let prefix = groups.reduce(0) { $0 + $1.prefix }
        let inputs = [
            numbers(queries, heads.heads * heads.width, seed: 1), numbers(text, width, seed: 2),
            numbers(text, width, seed: 3), numbers(prefix, width, seed: 4), numbers(prefix, width, seed: 5),
        ]
        let error = CentralDifferences().error(of: inputs, sampling: queries > 100 ? 97 : 1) { tape, inputs in
            tape.attention(
                inputs[0], text: KeysValues(keys: inputs[1], values: inputs[2]),
                prefix: prefix == 0 ? nil : KeysValues(keys: inputs[3], values: inputs[4]), groups: groups,
                heads: heads)
        }
        #expect(error < 2e-4)
    }

    @Test("the same numbers as the attention that serves", arguments: [0, 5, 200])
    func sameAsServing(prefix: Int) {
        let heads = HeadShape(heads: 4, kvHeads: 2, width: 16)
        let rotary = Rotary(frequencies: (0..<8).map { 1 / Float($0 + 1) })
        let (queries, keys, values) = (numbers(70, 64, seed: 1), numbers(90, 32, seed: 2), numbers(90, 32, seed: 3))
        let (before, weighted) = (numbers(prefix, 32, seed: 4), numbers(prefix, 32, seed: 5))
        var text = TextSegment(columns: 32)
        text.append(rotatedKeys: keys, values: values)
        let memory = MemorySegment(
            arenas: [KeyValueRows(keys: before, values: weighted)],
            slots: (0..<UInt32(prefix)).map { SlotAddress(arena: 0, row: $0) }, firstPosition: 0)
        let served = Verbs.attention(
            queries, [AttentionContext(queries: 70, memory: prefix == 0 ? nil : memory, text: text)], heads: heads,
            rotary: rotary)
        let turned = Verbs.rotate(before, positions: Array(0..<prefix), by: rotary)
        let trained = Verbs.attentionWithSums(
            queries, AttentionKeys(
                keys: keys, values: values, prefixKeys: prefix == 0 ? nil : turned,
                prefixValues: prefix == 0 ? nil : weighted),
            [AttentionRows(queries: 70, text: 90, prefix: prefix)], heads: heads)
        let distance = zip(served.array, trained.out.array).map { abs($0 - $1) }.max() ?? 1
        #expect(distance < 2e-6)
    }
}
