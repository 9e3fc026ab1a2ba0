import Evaluation
import Testing

@Suite("Measures of edits")
struct MeasureTests {
    @Test("Meng et al. 2022, section 3.3: the harmonic mean is 0 where one part is, and below the arithmetic one")
    func means() {
        #expect(Means.harmonic([1, 0.5]) == 2.0 / 3)
        #expect(Means.harmonic([0.9, 0, 1]) == 0)
        #expect(Means.harmonic([]) == 0)
        #expect(Means.arithmetic([1, 0.5]) == 0.75)
    }

    @Test("a text that repeats one word has no entropy, one without repetition has log2 of its n-grams")
    func entropy() {
        #expect(Fluency.entropy(["a", "a", "a", "a"], n: 2) == 0)
        #expect(Fluency.entropy(["a", "b", "c", "d", "e"], n: 2) == 2)
        #expect(Fluency.entropy(["a"], n: 2) == 0)
    }

    @Test("agreement counts places, and a shorter answer lacks what it does not say")
    func agreements() {
        #expect(agreement([1, 2, 3, 4], [1, 9, 3]) == 0.5)
        #expect(agreement([], []) == 1)
    }

    @Test("scores of several edits are means of those that were asked")
    func scores() {
        let first = EditScores(reliability: 1, generalisation: 0.5, locality: 1, portability: nil)
        let second = EditScores(reliability: 0, generalisation: nil, locality: 0.5, portability: nil)
        let mean = EditScores(mean: [first, second])
        #expect(mean == EditScores(reliability: 0.5, generalisation: 0.5, locality: 0.75, portability: nil))
        #expect(mean.arithmetic == (0.5 + 0.5 + 0.75) / 3)
    }
}
