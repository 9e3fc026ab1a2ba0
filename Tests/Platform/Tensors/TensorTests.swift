import Tensors
import Testing

@Suite("Tensors, drafts and attention caches")
struct TensorTests {
    @Test("a sealed draft holds what was written, and its rows can be taken without copying")
    func rows() {
        var draft = Draft(zerosOf: 3, 2)
        do {
            var floats = draft.floats
            for i in 0..<6 { floats[i] = Float(i) }
        }
        let tensor = draft.seal()
        #expect(tensor.array == [0, 1, 2, 3, 4, 5])
        #expect(tensor[rows: 1..<3].array == [2, 3, 4, 5])
        #expect(tensor[rows: 1..<3][rows: 1..<2][0, 1] == 5)
        #expect(tensor.floats[4] == 4)
    }

    @Test("writing to a draft of a shared tensor leaves the tensor as it was")
    func shared() {
        let tensor = Tensor(rows: 1, columns: 2, [1, 2])
        let sum = Verbs.add(Tensor(rows: 1, columns: 2, [10, 10]), scale: 0.5, to: tensor)
        #expect(sum.array == [6, 7])
        #expect(tensor.array == [1, 2])
    }

    @Test("little-endian bytes make a round trip, and a byte less is refused with both numbers")
    func bytes() throws {
        let tensor = Tensor(rows: 2, columns: 1, [1.5, -2])
        let bytes = tensor.littleEndianBytes
        #expect(bytes == [0, 0, 0xc0, 0x3f, 0, 0, 0, 0xc0])
        #expect(try Tensor(rows: 2, columns: 1, littleEndianBytes: bytes).array == tensor.array)
        #expect(throws: TensorError.byteCount(found: 7, wanted: 8)) {
            try Tensor(rows: 2, columns: 1, littleEndianBytes: bytes.dropLast())
        }
    }

    @Test("an attention cache grows, keeps a snapshot apart, and forgets what is truncated")
    func cache() {
        var text = TextSegment(columns: 2, capacity: 1)
        var attended: [[Float]] = []
        let rotary = Rotary(frequencies: [1])
        func attend(_ text: TextSegment) -> [Float] {
            let context = AttentionContext(queries: 1, memory: nil, text: text)
            let query = Tensor(rows: 1, columns: 2, [0, 0])
            return Verbs.attention(query, [context], heads: HeadShape(heads: 1, kvHeads: 1, width: 2),
                rotary: rotary).array
        }
        for token in 1...5 {
            let row = Tensor(rows: 1, columns: 2, [Float(token), 0])
            text.append(rotatedKeys: row, values: row)
            attended.append(attend(text))
        }
        #expect(attended == [[1, 0], [1.5, 0], [2, 0], [2.5, 0], [3, 0]])
        let snapshot = text
        text.truncate(to: 2)
        text.append(rotatedKeys: .zeros(rows: 1, columns: 2), values: .zeros(rows: 1, columns: 2))
        #expect(text.count == 3 && attend(text) == [1, 0])
        #expect(snapshot.count == 5 && attend(snapshot) == [3, 0])
    }

    @Test("angles at position 10,000 are those of an f32 product")
    func angles() {
        let frequency: Float = 0.7498942
        let rotary = Rotary(frequencies: [frequency])
        let turned = Verbs.rotate(Tensor(rows: 1, columns: 2, [1, 0]), positions: [10_000], by: rotary)
        let wanted = Reference.rotated([1, 0], position: 10_000, frequencies: [frequency])
        #expect(Reference.error(turned, wanted) < 1e-7)
        let exact = Double(frequency) * 10_000
        #expect(abs(Double(Float(10_000) * frequency) - exact) > 1e-5, "the example does not tell the two apart")
    }

    @Test("the first of the greatest wins, and a value that is not a number never does")
    func argmax() {
        let tensor = Tensor(rows: 2, columns: 4, [.nan, 3, 5, 5, .nan, .nan, .nan, .nan])
        #expect(tensor.argmax(row: 0) == 2)
        #expect(tensor.argmax(row: 1) == nil)
    }

    @Test("rows of a table come in every format as the weight holds them", arguments: WeightFormat.allCases)
    func gather(format: WeightFormat) throws {
        let table = try Weight(Reference.tensor(40, 70, seed: 3), format: format)
        let rows = Verbs.gather(table, rows: [39, 0, 17])
        let all = table.widened()
        #expect(rows.array == Verbs.concatenate([all[rows: 39..<40], all[rows: 0..<1], all[rows: 17..<18]]).array)
    }

    @Test("a low-rank map adds s B A x")
    func lowRank() throws {
        let (x, y) = (Reference.tensor(3, 20, seed: 1), Reference.tensor(3, 9, seed: 2))
        let (a, b) = (Reference.tensor(4, 20, seed: 3), Reference.tensor(9, 4, seed: 4))
        let found = try Verbs.addLowRank(x, a: Weight(a, format: .f32), b: Weight(b, format: .f32), scale: 2, to: y)
        let low = Tensor(rows: 3, columns: 4, Reference.product(x, a).map(Float.init))
        let wanted = zip(y.array, Reference.product(low, b)).map { Double($0) + 2 * $1 }
        #expect(Reference.error(found, wanted) < 1e-5)
    }
}
