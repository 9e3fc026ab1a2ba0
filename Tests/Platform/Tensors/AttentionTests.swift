import Tensors
import Testing

@Suite("Attention over a memory whose keys are turned at use, and over causal text")
struct AttentionTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let queries, before, memory: Int
        let shape: HeadShape
        var testDescription: String { "\(queries) queries, \(before) text before, \(memory) slots, \(shape)" }
    }

    static let cases = [
        Case(queries: 1, before: 0, memory: 0, shape: HeadShape(heads: 1, kvHeads: 1, width: 2)),
        Case(queries: 1, before: 7, memory: 133, shape: HeadShape(heads: 4, kvHeads: 2, width: 32)),
        Case(queries: 5, before: 0, memory: 0, shape: HeadShape(heads: 4, kvHeads: 4, width: 10)),
        Case(queries: 13, before: 3, memory: 65, shape: HeadShape(heads: 6, kvHeads: 2, width: 64)),
        Case(queries: 20, before: 1, memory: 70, shape: HeadShape(heads: 7, kvHeads: 1, width: 48)),
        Case(queries: 2, before: 200, memory: 1, shape: HeadShape(heads: 2, kvHeads: 1, width: 128)),
    ]

    @Test("equals the formula, slot by slot in the order of the list", arguments: cases)
    func formula(_ example: Case) {
        let setting = Setting(example, seed: 3)
        let found = Verbs.attention(setting.queries, [setting.context], heads: example.shape, rotary: setting.rotary)
        #expect(Reference.error(found, setting.wanted) < 2e-6)
    }

    @Test("the mass of each slot equals the formula, with the text in the softmax", arguments: cases, [Float(1), 40])
    func mass(_ example: Case, scale: Float) throws {
        let setting = Setting(example, seed: 4, scale: scale)
        let memory = try #require(setting.context.memory)
        let found = Verbs.attentionMass(
            of: setting.queries[rows: example.queries - 1..<example.queries], memory: memory,
            text: setting.context.text, heads: example.shape, rotary: setting.rotary)
        #expect(Reference.error(found, setting.mass) < (scale == 1 ? 5e-6 : 4e-3))
    }

    @Test("sequences of one step do not see one another")
    func together() {
        let (first, second) = (Setting(Self.cases[3], seed: 5), Setting(Self.cases[3], seed: 6))
        let shape = Self.cases[3].shape
        let both = Verbs.attention(
            Verbs.concatenate([first.queries, second.queries]), [first.context, second.context], heads: shape,
            rotary: first.rotary)
        #expect(Reference.error(both, first.wanted + second.wanted) < 2e-6)
    }

    @Test("scores of a thousand neither overflow nor vanish")
    func largeScores() {
        let setting = Setting(Self.cases[3], seed: 8, scale: 40)
        let found = Verbs.attention(setting.queries, [setting.context], heads: Self.cases[3].shape,
            rotary: setting.rotary)
        #expect(Reference.error(found, setting.wanted) < 4e-3)
    }
}

/// Random queries, memory and text, and what the formula gives for them.
struct Setting {
    let queries: Tensor
    let context: AttentionContext
    let rotary: Rotary
    let wanted: [Double]
    /// What each slot has of the last query row's attention, all heads together.
    let mass: [Double]

    init(_ example: AttentionTests.Case, seed: UInt64, scale: Float = 1) {
        let (shape, n) = (example.shape, example.queries)
        let width = shape.kvHeads * shape.width
        let frequencies = (0..<shape.width / 2).map { 1 / Float(1 + 3 * $0) }
        rotary = Rotary(frequencies: frequencies)
        queries = Reference.tensor(n, shape.heads * shape.width, seed: seed, scale: scale)
        let arenas = (0..<2).map { arena in
            KeyValueRows(keys: Reference.tensor(example.memory + 3, width, seed: seed + 10 + arena, scale: scale),
                         values: Reference.tensor(example.memory + 3, width, seed: seed + 20 + arena))
        }
        let slots = (0..<example.memory).map { SlotAddress(arena: UInt32($0 % 2),
            row: UInt32(example.memory + 2 - $0)) }
        let memory = MemorySegment(arenas: arenas, slots: slots, firstPosition: 1)
        let textKeys = Reference.tensor(example.before + n, width, seed: seed + 30, scale: scale)
        let textValues = Reference.tensor(example.before + n, width, seed: seed + 40)
        var text = TextSegment(columns: width, capacity: 4)
        text.append(rotatedKeys: textKeys[rows: 0..<example.before], values: textValues[rows: 0..<example.before])
        text.append(rotatedKeys: textKeys[rows: example.before..<example.before + n],
                    values: textValues[rows: example.before..<example.before + n])
        context = AttentionContext(queries: n, memory: memory, text: text)

        func head(_ tensor: Tensor, _ row: Int, _ head: Int) -> [Double] {
            (0..<shape.width).map { Double(tensor[row, head * shape.width + $0]) }
        }
        var (wanted, mass) = ([Double](), [Double](repeating: 0, count: slots.count))
        for query in 0..<n {
            for q in 0..<shape.heads {
                let kv = q * shape.kvHeads / shape.heads
                var keys = slots.enumerated().map { i, slot in
                    Reference.rotated(head(arenas[Int(slot.arena)].keys, Int(slot.row), kv), position: 1 + i,
                        frequencies: frequencies)
                }
                var values = slots.map { head(arenas[Int($0.arena)].values, Int($0.row), kv) }
                keys += (0...example.before + query).map { head(textKeys, $0, kv) }
                values += (0...example.before + query).map { head(textValues, $0, kv) }
                wanted += Reference.attention(head(queries, query, q), keys: keys, values: values)
                guard query == n - 1 else { continue }
                mass = zip(mass, Reference.shares(head(queries, query, q), keys: keys)).map(+)
            }
        }
        (self.wanted, self.mass) = (wanted, mass)
    }
}
