import Bytes
import Testing
import TestKit
import Training

@Suite("Runs of words kept for evaluation")
struct ExclusionTests {
    private static func words(_ count: Int, _ random: inout SplitMix64) -> [String] {
        (0..<count).map { _ in "w\(random.next() % 5000)" }
    }

    private static func filter(_ texts: [String]) -> ExclusionFilter {
        var builder = ExclusionBuilder()
        for text in texts { builder.add(text) }
        builder.add(source: ExclusionSource(name: "kept", digest: sha256([]), records: texts.count))
        return builder.build()
    }

    @Test("a text that shares 13 words in a row is always found", arguments: 1...20 as ClosedRange<UInt64>)
    func sharedRun(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let kept = (0..<20).map { _ in Self.words(60, &random) }
        let filter = Self.filter(kept.map { $0.joined(separator: " ") })
        for _ in 0..<50 {
            let source = kept[Int(random.next() % 20)]
            let start = Int(random.next() % 48)
            let text = Self.words(Int(random.next() % 30), &random) + source[start..<start + 13]
                + Self.words(Int(random.next() % 30), &random)
            #expect(filter.holdsRun(text.joined(separator: " ")), "seed \(seed)")
        }
    }

    @Test("a text that shares 11 words in a row or fewer is almost never found") func shorterRun() {
        var random = SplitMix64(seed: 7)
        let kept = (0..<200).map { _ in Self.words(60, &random) }
        let filter = Self.filter(kept.map { $0.joined(separator: " ") })
        let found = (0..<2000).count { _ in
            let source = kept[Int(random.next() % 200)]
            let start = Int(random.next() % 49)
            let text = Self.words(20, &random) + source[start..<start + 11] + Self.words(20, &random)
            return filter.holdsRun(text.joined(separator: " "))
        }
        #expect(found <= 3)
    }

    @Test("case, marks and line ends do not hide a run, and letters with accents count") func writing() {
        let filter = Self.filter([
            "The quick brown fox — don't you know? — jumps over Zoë's 13 lazy dogs tonight, again."
        ])
        #expect(filter.holdsRun("THE QUICK\nBROWN fox don t you know jumps over zoë s 13 lazy dogs"))
        #expect(!filter.holdsRun("the quick brown fox don t you know jumps over zoe s 13 lazy dogs"))
    }

    @Test("a kept text of fewer than 13 words leaves nothing") func shortText() {
        let filter = Self.filter(["one two three four five six seven eight nine ten eleven twelve"])
        #expect(filter.count == 0)
        #expect(!filter.holdsRun("one two three four five six seven eight nine ten eleven twelve thirteen"))
    }

    @Test("the file gives the same filter back, and refuses every cut and every flipped byte") func coding() throws {
        var random = SplitMix64(seed: 3)
        let filter = Self.filter((0..<3).map { _ in Self.words(40, &random).joined(separator: " ") })
        let bytes = filter.encoded()
        let again = try ExclusionFilter(decoding: bytes)
        #expect(again.encoded() == bytes)
        #expect(again.sources == filter.sources)
        #expect(again.count == filter.count && filter.count > 80)
        for count in 0..<bytes.count {
            #expect(throws: BytesError.self) { try ExclusionFilter(decoding: Array(bytes.prefix(count))) }
        }
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            #expect(throws: BytesError.self) { try ExclusionFilter(decoding: changed) }
        }
    }

    @Test("a hash costs less than 10 bits with 7 bits of space") func size() {
        var random = SplitMix64(seed: 5)
        let filter = Self.filter([Self.words(20_000, &random).joined(separator: " ")])
        #expect(filter.encoded().count * 8 < filter.count * 10)
    }
}
