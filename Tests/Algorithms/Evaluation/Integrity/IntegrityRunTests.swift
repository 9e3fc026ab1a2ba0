import Evaluation
import LatentMemory
import Tensors
import Testing

@Suite("Integrity over a chain of updates")
struct IntegrityRunTests {
    private let fixture: EvaluationFixture
    private let plan = IntegrityPlan(seed: 11, rule: .exact, tokens: 3, askEvery: 1)

    init() throws { fixture = try EvaluationFixture() }

    private func run(_ tally: IntegrityTally, image: ChainImage? = nil, every: Int = 1) -> IntegrityRun {
        var plan = plan
        plan.askEvery = every
        return IntegrityRun(
            fixture.model, plan: plan, text: fixture.text, chain: fixture.chain(image: image), tally: tally)
    }

    /// What an independent chain says after each document; every third answer is wrong.
    private func documents(_ count: Int) -> [RetentionDocument] {
        var chain = fixture.chain()
        return (0..<count).map { number in
            let document = EvaluationFixture.document(number)
            chain.absorb(fixture.text.pieces(of: document.text))
            let said = fixture.said(document.questions[0].text, chain.context, count: 3)
            return EvaluationFixture.document(number, answer: number % 3 == 2 ? "no" : said)
        }
    }

    @Test("each question is answered with the pool as it was after its own update", arguments: [1, 4, 32])
    func asks(sideBySide: Int) {
        let all = documents(12)
        var run = run(IntegrityTally(width: 6))
        run.run(to: 24, sideBySide: sideBySide, document: { all[$0] }, step: { _, _ in true })
        // Every document is two pieces long.
        #expect(run.updates == 24 && run.tally.documents == 12)
        #expect(run.tally.asked == [3, 3, 3, 3] && run.tally.hits == [2, 2, 2, 2])
        #expect(run.tally.running.map(\.count) == [3, 6, 9, 12] && run.tally.total.hits == 8)
    }

    @Test("a run that goes on from its image gives the same answers as one that was never stopped")
    func resumes() {
        let all = documents(20)
        var whole = run(IntegrityTally(width: 5))
        whole.run(to: 40, sideBySide: 4, document: { all[$0] }, step: { _, _ in true })
        var (tally, image, sittings): (IntegrityTally, ChainImage?, Int) = (IntegrityTally(width: 5), nil, 0)
        while image.map({ $0.updates < 40 }) ?? true {
            var part = run(tally, image: image)
            part.run(to: 40, sideBySide: 4, document: { all[$0] }, step: { _, _ in false })
            (tally, image, sittings) = (part.tally, part.image, sittings + 1)
        }
        #expect(tally == whole.tally && sittings == 5)
        #expect(image?.tail?.bytes == whole.image.tail?.bytes)
        for (one, other) in zip(image?.slots.layers ?? [], whole.image.slots.layers) {
            #expect(one.keys.array == other.keys.array && one.values.array == other.values.array)
        }
    }

    @Test("only some documents are asked about where that is wanted")
    func everyOther() {
        let all = documents(12)
        var run = run(IntegrityTally(width: 100), every: 3)
        run.run(to: 24, sideBySide: 4, document: { all[$0] }, step: { _, _ in true })
        #expect(run.tally.total.count == 4 && run.tally.total.hits == 4)
    }

    @Test("halves: a chain that gets worse lies deviations below its beginning")
    func halves() {
        let all = documents(12).enumerated().map { number, document in
            number < 6 ? document : EvaluationFixture.document(number, answer: "no")
        }
        var run = run(IntegrityTally(width: 2))
        run.run(to: 24, sideBySide: 4, document: { all[$0] }, step: { _, _ in true })
        let (first, last, deviations) = run.tally.halves
        #expect((first.hits, first.count, last.hits, last.count) == (4, 6, 0, 6))
        // (0 - 2/3) / sqrt(2/3 · 1/3 / 6)
        #expect(abs(deviations + 3.4641) < 1e-4)
    }
}
