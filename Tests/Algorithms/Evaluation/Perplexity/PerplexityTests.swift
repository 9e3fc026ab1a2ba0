import Evaluation
import Foundation
import LatentMemory
import Tensors
import Testing
import Transformer

@Suite("Perplexity with and without a pool")
struct PerplexityTests {
    private let fixture: EvaluationFixture

    init() throws { fixture = try EvaluationFixture() }

    private var contexts: [ReadingContext] {
        var chain = fixture.chain()
        let base = chain.context
        for number in 0..<3 { chain.absorb(fixture.text.pieces(of: EvaluationFixture.document(number).text)) }
        return [.plain, fixture.model.detachedContext(tokens: 24), base, chain.context]
    }

    /// -ln p of each token but the first, token by token.
    private func stepped(_ tokens: [Int32], _ context: ReadingContext) -> [(loss: Double, choice: Int32)] {
        var batch = DecodingBatch(fixture.model.decoder)
        let sequence = batch.add(reading: context)
        return zip(tokens, tokens.dropFirst()).map { token, next in
            let logits = batch.step([Feed(sequence: sequence, tokens: [token])]).array.map(Double.init)
            let sum = logits.reduce(0) { $0 + exp($1) }
            let likeliest = logits.indices.max { (logits[$0], -$0) < (logits[$1], -$1) } ?? 0
            return (log(sum) - logits[Int(next)], Int32(likeliest))
        }
    }

    @Test("the loss of a text is that of its tokens one by one, whatever stands before it")
    func losses() throws {
        let windows = ["A first window of text.", "Another."].map(EvaluationFixture.tokens)
        let texts = [ScoredText(windows: windows, bytes: 29), ScoredText(windows: [windows[1]], bytes: 7)]
        let run = PerplexityRun(fixture.model.decoder)
        var (seen, steps): ([Double], [Int]) = ([], [])
        for context in contexts {
            let found = run.losses(texts, reading: context) { steps.append($0) }
            let wanted = windows.map { stepped($0, context).reduce(0) { $0 + $1.loss } }
            #expect(abs(found[0] - wanted[0] - wanted[1]) < 1e-3 && abs(found[1] - wanted[1]) < 1e-3)
            seen.append(found[0])
        }
        #expect(Set(seen).count == 4 && steps == [1, 2, 1, 2, 1, 2, 1, 2])
    }

    @Test("a last word is guessed when each of its tokens is the likeliest one")
    func lastWords() {
        let run = PerplexityRun(fixture.model.decoder)
        let start = EvaluationFixture.tokens("The end of it is a")
        for context in contexts {
            let said = fixture.said("The end of it is a", context, count: 2).split(separator: " ")
                .compactMap { Int32($0) }
            guard said.count == 2 else { continue }
            let texts = [said, [said[0], (said[1] + 1) % 250], [said[0]]].map { ClozeText(context: start, word: $0) }
            var done: [Int] = []
            #expect(run.hits(texts, reading: context) { done.append($0) } == [true, false, true])
            #expect(done == [3])
        }
    }

    @Test("bits over bytes: three units by hand, and the interval of equal ones is a point")
    func ratio() {
        // r = 12 / 6; residuals 0, 1, -1; s = sqrt(3/2 · 2) / 6
        let ratio = RatioEstimate([(y: 2, x: 1), (y: 5, x: 2), (y: 5, x: 3)])
        #expect(ratio.value == 2 && abs(ratio.deviation - 3.0.squareRoot() / 6) < 1e-12)
        #expect(abs(ratio.interval.upperBound - 2 - 1.959964 * 3.0.squareRoot() / 6) < 1e-12)
        #expect(RatioEstimate([(y: 4, x: 2), (y: 2, x: 1)]).interval == 2...2)
        #expect(RatioEstimate([]).value == 0 && RatioEstimate([(y: 1, x: 1)]).deviation == 0)
        let texts = [ScoredText(windows: [[1, 2, 3]], bytes: 4), ScoredText(windows: [[1, 2]], bytes: 4)]
        let measure = PerplexityMeasure([2 * log(2.0), log(2.0)], of: texts, against: [log(2.0), log(2.0)])
        #expect(abs(measure.bitsPerByte.value - 3.0 / 8) < 1e-12 && abs(measure.perplexity - 2) < 1e-12)
        #expect(abs((measure.against?.value ?? 0) - 1.5) < 1e-12)
    }
}
