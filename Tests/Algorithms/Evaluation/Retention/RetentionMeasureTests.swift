import Evaluation
import LatentMemory
import MemoryTypes
import Testing

@Suite("Measures of retention")
struct RetentionMeasureTests {
    @Test(
        "an answer is right by its rule and by no other",
        arguments: [
            ("Fargrove.", "Fargrove", [true, true, true]), ("  a  red\ncar ", "a red car.", [true, true, false]),
            ("fargrove", "Fargrove", [false, false, false]), ("March  1 2.", "March 12", [false, true, false]),
            ("It is Fargrove, in", "Fargrove", [false, false, true]), ("Far", "Fargrove", [false, false, false]),
            ("anything", " ", [false, false, false]), ("anything", ".", [false, false, false]),
            ("Dr. No", "Dr No", [false, false, false]),
        ] as [(String, String, [Bool])])
    func rules(said: String, answer: String, wanted: [Bool]) {
        #expect(AnswerRule.allCases.map { $0.isHit(said, ["other words", answer]) } == wanted)
        #expect(!AnswerRule.exact.isHit(said, []))
    }

    @Test("Wilson 1927: 5 of 10 lie in .2366 ... .7634, none of 10 below .2775, nothing is known of nothing")
    func wilson() {
        let half = Proportion(hits: 5, of: 10).interval, none = Proportion(hits: 0, of: 10).interval
        #expect(abs(half.lowerBound - 0.23659) < 1e-5 && abs(half.upperBound - 0.76341) < 1e-5)
        #expect(none.lowerBound == 0 && abs(none.upperBound - 0.27753) < 1e-5)
        #expect(Proportion([]).interval == 0...1 && Proportion([]).share == 0)
    }

    @Test("an interval holds the share, lies within 0 ... 1, mirrors its opposite's and narrows", arguments: 1...40)
    func intervals(count: Int) {
        for hits in 0...count {
            let one = Proportion(hits: hits, of: count), other = Proportion(hits: count - hits, of: count)
            #expect(one.interval.contains(one.share) && one.interval.lowerBound >= 0 && one.interval.upperBound <= 1)
            #expect(abs(one.interval.lowerBound - (1 - other.interval.upperBound)) < 1e-12)
            let more = Proportion(hits: 4 * hits, of: 4 * count).interval
            #expect(
                more.upperBound - more.lowerBound < one.interval.upperBound - one.interval.lowerBound)
        }
    }

    @Test("Wang et al. 2024, equation 5: the gain over the borderline survives as (1 - K/N)^u, the borderline stays")
    func curve() throws {
        let shape = try #require(
            PoolShape(layers: 1, width: 1, tokens: 8, updateTokens: 4, shards: 1, dropsPerLayer: false))
        let outcomes = (0..<10).map { number in
            RetainedAnswer(
                pool: number, document: 0, question: 0, peers: 20 + number, withoutPool: false, before: number < 2,
                byAge: [number < 8, number < 6, number < 3], updates: [0, 1, 3], fresh: "")
        }
        let curve = RetentionCurve(outcomes, shape: shape)
        #expect(curve.ages.map(\.right.hits) == [8, 6, 3] && curve.before.hits == 2 && curve.peersLeast == 20)
        for (found, wanted) in zip(curve.ages, [(0.8, 0.8), (0.4, 0.5), (0.1, 0.275)]) {
            #expect(abs(found.expected - wanted.0) < 1e-12 && abs(found.reference - wanted.1) < 1e-12)
        }
        #expect(abs((curve.meanLater ?? 0) - 0.45) < 1e-12)
        #expect(RetentionCurve([], shape: shape).ages.isEmpty)
    }
}
