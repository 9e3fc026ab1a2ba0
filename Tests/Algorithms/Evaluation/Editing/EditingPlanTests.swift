import Evaluation
import Testing

@Suite("How an evaluation of edits is planned and summed")
struct EditingPlanTests {
    private let plan = EditingPlan(methods: ["r-rome"], counts: [.init(edits: 10)], seed: 5, fluencyTokens: 0)

    @Test("Wang et al. 2024b: 100 single edits, 10 rows of 10, 3 of 100, one of 1000")
    func counts() {
        #expect([1, 10, 100, 1000].map { EditingPlan.Count(edits: $0).runs } == [100, 10, 3, 1])
    }

    @Test("runs edit other cases as long as there are enough, and the same ones whoever asks")
    func cases() {
        let runs = (0..<10).map { plan.cases(10, run: $0, of: 100) }
        #expect(Set(runs.joined()) == Set(0..<100))
        #expect(runs[0] != Array(0..<10) && runs[0] == plan.cases(10, run: 0, of: 100))
        #expect(plan.cases(1, run: 3, of: 100) != plan.cases(1, run: 4, of: 100))
    }

    @Test("where there are fewer cases than edits, each is edited once")
    func few() { #expect(plan.cases(1000, run: 0, of: 700).sorted() == Array(0..<700)) }

    @Test("shares of hits have Wilson's interval, other means a normal one")
    func intervals() {
        var hits = Tally()
        for place in 0..<100 { hits.add(place < 90 ? 1 : 0) }
        #expect(hits.mean == 0.9 && hits.interval == Proportion(hits: 90, of: 100).interval)
        var numbers = Tally()
        for number in [0.5, 1, 1.5] { numbers.add(number) }
        // A deviation of 0.5 over the root of 3, 1.96 times.
        #expect(numbers.mean == 1 && abs(numbers.interval.upperBound - 1.5658) < 1e-3)
    }

    @Test("tallies of two halves are those of the whole")
    func sums() {
        var (whole, first, second) = (EditingTallies(), EditingTallies(), EditingTallies())
        for place in 0..<6 {
            let value = Double(place) / 8
            whole.add(value, .afterAll, .edit, .tokenAccuracy)
            if place < 2 { first.add(value, .afterAll, .edit, .tokenAccuracy) } else {
                second.add(value, .afterAll, .edit, .tokenAccuracy)
            }
        }
        first.add(.nan, .afterAll, .edit, .loss)
        first.add(second)
        #expect(first == whole && first[.afterAll, .edit, .loss] == nil)
    }
}
