import Testing
import Transformer

@Suite("Choosing the next token")
struct SamplingTests {
    let logits: [Float] = [0, 2, 1, 2, -1]

    @Test("greedy takes the first of the largest logits")
    func greedy() {
        #expect(Sampling.greedy.token(from: logits, seen: [], index: 0) == 1)
    }

    @Test("Keskar et al. 2019, eq. 1: the penalty divides positive logits and multiplies negative ones")
    func penalty() {
        let sampling = Sampling(repetitionPenalty: 3)
        #expect(sampling.token(from: logits, seen: [1], index: 0) == 3)
        #expect(sampling.token(from: [-1, -2], seen: [0], index: 0) == 1)
    }

    @Test("draws follow e^(logit / temperature)", arguments: [Float(0.5), 1, 2])
    func temperature(_ temperature: Float) {
        let counts = draw(Sampling(temperature: temperature, seed: 5))
        let weights = logits.map { exponential(Double($0 / temperature)) }
        let sum = weights.reduce(0, +)
        for token in logits.indices {
            #expect(abs(Double(counts[token]) / 20_000 - weights[token] / sum) < 0.015)
        }
    }

    @Test("top-k and top-p leave out the unlikely tokens")
    func nucleus() {
        #expect(draw(Sampling(temperature: 1, topK: 2)).enumerated().filter { $1 > 0 }.map(\.offset) == [1, 3])
        #expect(draw(Sampling(temperature: 1, topP: 0.8)).enumerated().filter { $1 > 0 }.map(\.offset) == [1, 2, 3])
        #expect(draw(Sampling(temperature: 1, topP: 0)).enumerated().filter { $1 > 0 }.map(\.offset) == [1])
    }

    @Test("logits that are no numbers choose a token of the vocabulary and end nothing", arguments: [Float(0), 1])
    func notNumbers(temperature: Float) {
        let sampling = Sampling(temperature: temperature, topK: 3, topP: 0.5)
        for logits: [Float] in [[.nan, .nan], [.nan, 1, 2], [.infinity, 0, 1], [-.infinity, -.infinity]] {
            #expect(logits.indices.contains(Int(sampling.token(from: logits, seen: [1], index: 0))))
        }
    }

    @Test("a seed and a place fix the choice, and other seeds choose otherwise")
    func seed() {
        let first = (0..<50).map { Sampling(temperature: 1, seed: 1).token(from: logits, seen: [], index: $0) }
        #expect(first == (0..<50).map { Sampling(temperature: 1, seed: 1).token(from: logits, seen: [], index: $0) })
        #expect(first != (0..<50).map { Sampling(temperature: 1, seed: 2).token(from: logits, seen: [], index: $0) })
    }

    @Test("the exponential of arithmetic alone is right to 1e-15",
          arguments: [-700.0, -20.5, -1, -0.3, 0, 1e-9, 0.7, 1, 33.3, 700])
    func exponentials(x: Double) {
        // (e^(x/2))^2 = e^x and e^x e^-x = 1 hold only if the series and the powers of two are right.
        #expect(abs(exponential(x / 2) * exponential(x / 2) / exponential(x) - 1) < 4e-15)
        #expect(abs(exponential(x) * exponential(-x) - 1) < 4e-15)
        #expect(abs(exponential(1) - 2.718281828459045) < 1e-15)
    }

    private func draw(_ sampling: Sampling) -> [Int] {
        var counts = [Int](repeating: 0, count: logits.count)
        for index in 0..<20_000 { counts[Int(sampling.token(from: logits, seen: [], index: UInt64(index)))] += 1 }
        return counts
    }
}
