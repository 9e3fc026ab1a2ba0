import LatentMemory
import Testing
import Transformer

@Suite("Cutting documents into pieces")
struct DocumentCutterTests {
    let cutter = DocumentCutter(pieceTokensMax: 28, updateTokens: 24)

    private func ends(_ lengths: [Int]) -> [Bool] {
        lengths.flatMap { Array(repeating: false, count: $0 - 1) + [true] }
    }

    @Test("an empty document has no pieces, a short one is one piece")
    func short() {
        #expect(cutter.pieces(endsSentence: []) == [])
        #expect(cutter.pieces(endsSentence: ends([5])) == [0..<5])
        #expect(cutter.pieces(endsSentence: ends([14, 14])) == [0..<28])
    }

    @Test("pieces end where sentences end")
    func sentences() {
        #expect(cutter.pieces(endsSentence: ends([12, 13, 14, 12])) == [0..<25, 25..<51])
        #expect(cutter.pieces(endsSentence: ends([20, 20, 20])) == [0..<20, 20..<40, 40..<60])
    }

    @Test("a short tail is joined or balanced, never left below the least")
    func tail() {
        let pieces = cutter.pieces(endsSentence: ends([25, 8]))
        #expect(pieces.map(\.count).allSatisfy { (16...28).contains($0) })
        #expect(pieces.last?.upperBound == 33)
    }

    @Test("a long sentence is cut inside, and the next piece ends with a sentence again")
    func longSentence() {
        let pieces = cutter.pieces(endsSentence: ends([40, 27]))
        #expect(pieces.map(\.upperBound).contains(40))
        #expect(pieces.last?.upperBound == 67)
        #expect(pieces.count == 3)
    }

    @Test("of cuts with equal sentences the one with fewer pieces shorter than K wins")
    func preferLong() {
        let pieces = cutter.pieces(endsSentence: ends([8, 8, 8, 8, 8, 8]))
        #expect(pieces == [0..<24, 24..<48])
    }

    @Test("keeps its limits and covers the document, whatever the sentences", arguments: 0..<300)
    func property(seed: Int) {
        var random = CounterGenerator(key: (UInt64(seed), 1), place: (0, 0, 0))
        let longest = 2 + Int(random.next(below: 80))
        let cutter = DocumentCutter(pieceTokensMax: longest, updateTokens: 1 + Int(random.next(below: 40)))
        let count = Int(random.next(below: 400))
        let density = 2 + random.next(below: 30)
        let ends = (0..<count).map { _ in random.next(below: density) == 0 }
        let pieces = cutter.pieces(endsSentence: ends)
        #expect(pieces.first?.lowerBound ?? 0 == 0)
        #expect(pieces.last?.upperBound ?? 0 == count)
        for (piece, next) in zip(pieces, pieces.dropFirst()) { #expect(piece.upperBound == next.lowerBound) }
        #expect(pieces.allSatisfy { $0.count <= longest && !$0.isEmpty })
        if pieces.count > 1, longest >= 2 * cutter.pieceTokensMin {
            #expect(pieces.allSatisfy { $0.count >= cutter.pieceTokensMin })
        }
        #expect(pieces == cutter.pieces(endsSentence: ends))
    }

    @Test("finds the cut with the fewest breaks inside sentences", arguments: 0..<60)
    func fewestBreaks(seed: Int) {
        var random = CounterGenerator(key: (UInt64(seed), 2), place: (0, 0, 0))
        let cutter = DocumentCutter(pieceTokensMax: 7, updateTokens: 3)
        let ends = (0..<(8 + Int(random.next(below: 20)))).map { _ in random.next(below: 5) == 0 }
        let breaks = cutter.pieces(endsSentence: ends).filter { $0.upperBound < ends.count && !ends[$0.upperBound - 1] }
        var least = [0] + [Int](repeating: .max / 2, count: ends.count)
        for end in 1...ends.count {
            for length in 3...7 where end - length >= 0 {
                least[end] = min(least[end], least[end - length] + (end == ends.count || ends[end - 1] ? 0 : 1))
            }
        }
        #expect(breaks.count == least[ends.count])
    }
}
