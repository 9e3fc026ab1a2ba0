import Bytes
import MemoryTypes
import Testing

@Suite("The guard of edits")
struct EditGuardTests {
    static let good = EditMeasures(
        reliability: 1, paraphrase: 0.75, locality: 0.9, perplexityBefore: 20, perplexity: 21, relativeChange: 0.02,
        keyShare: 0.4)

    @Test("an edit within all thresholds crosses none")
    func good() {
        #expect(EditGuard.standard.breaches(of: Self.good).isEmpty)
        #expect(Self.good.perplexityGrowth == 1.05)
    }

    @Test("each number that crosses its threshold is named with what was found and what was wanted")
    func breaches() {
        let strict = EditGuard(paraphraseMin: 0.8, localityMin: 0.95, relativeChangeMax: 0.01)
        let breaches = strict.breaches(of: Self.good)
        #expect(breaches.map(\.measure) == [.paraphrase, .locality, .relativeChange])
        #expect(breaches[1].description == "locality is 0.9, at least 0.95 is wanted")
        #expect(breaches[2].description == "relative change of a weight is 0.02, at most 0.01 is wanted")
    }

    @Test("a threshold that is met exactly is not crossed")
    func edge() {
        let exact = EditGuard(reliabilityMin: 1, paraphraseMin: 0.75, localityMin: 0.9, relativeChangeMax: 0.02,
                              keyShareMin: 0.4)
        #expect(exact.breaches(of: Self.good).isEmpty)
    }

    @Test("what was not measured crosses nothing, and what is not a number crosses everything")
    func absence() {
        var measures = Self.good
        (measures.paraphrase, measures.keyShare) = (nil, nil)
        #expect(EditGuard(paraphraseMin: 1, keyShareMin: 1).breaches(of: measures).isEmpty)
        let nothing = EditMeasures(
            reliability: .nan, paraphrase: .nan, locality: .nan, perplexityBefore: 0, perplexity: .infinity,
            relativeChange: .nan, keyShare: .nan)
        #expect(EditGuard.standard.breaches(of: nothing).count == EditBreach.Measure.allCases.count)
        #expect(!nothing.isFinite && Self.good.isFinite)
    }

    @Test("measures and thresholds come back from their bytes, and thresholds that are no numbers do not")
    func coding() throws {
        #expect(try EditMeasures(decoding: Self.good.encoded) == Self.good)
        let all = EditGuard(action: .revert, reliabilityMin: 0.9)
        #expect(try EditGuard(decoding: all.encoded) == all)
        #expect(throws: BytesError.self) { try EditGuard(decoding: EditGuard(localityMin: .nan).encoded) }
    }
}
