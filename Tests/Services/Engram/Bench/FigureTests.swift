import Engram
import Synchronization
import Testing
import Transformer

@Suite("Figures of the benchmark")
struct FigureTests {
    @Test("A median is the middle, or the mean of the two in the middle")
    func median() {
        #expect(Samples([3, 1, 2]).median == 2)
        #expect(Samples([4, 1, 2, 3]).median == 2.5)
        #expect(Samples([4, 1, 2, 3]).min == 1)
        #expect(Samples([4, 1, 2, 3]).max == 4)
    }

    @Test("A goal is judged by the ratio's median, and by the figure's where there is no ratio")
    func goals() {
        let quantity = Figure.Quantity("speed", "token/s", Samples([10, 20, 30]))
        #expect(Figure(quantity, goal: .atLeast(20)).isMet == true)
        #expect(Figure(quantity, goal: .atLeast(21)).isMet == false)
        #expect(Figure(quantity, ratio: Samples([1.3]), goal: .atMost(1.2)).isMet == false)
        #expect(Figure(quantity, ratio: Samples([1.2]), goal: .atMost(1.2)).isMet == true)
        #expect(Figure(quantity).isMet == nil)
    }

    @Test("Ratios are taken round by round, not of medians")
    func ratios() {
        let ratio = Samples.combine(Samples([1, 10, 3]), Samples([1, 5, 1]), /)
        #expect(ratio.values == [1, 2, 3])
    }

    @Test("Probes are sampled in turn, and the first round is thrown away")
    func interleaving() async throws {
        let order = Mutex<[String]>([])
        let probes = ["a", "b"].map { name in
            Probe(name) {
                order.withLock { order in
                    order.append(name)
                    return Double(order.count)
                }
            }
        }
        let samples = try await Probe.interleave(probes, rounds: 2)
        #expect(order.withLock { $0 } == ["a", "b", "b", "a", "a", "b"])
        #expect(samples.map(\.values) == [[4, 5], [3, 6]])
    }

    @Test(
        "Numbers have three significant digits and no exponent",
        arguments: [
            (0.801234, "0.801"), (12.345, "12.3"), (474_123, "474123"), (0.0123456, "0.0123"), (0, "0.0"),
            (999.4, "999"),
        ])
    func digits(value: Double, text: String) {
        #expect(Amounts.significant(value) == text)
    }

    @Test("Costs are those that the published sizes have: 7.32 and 7.42 TFLOP an update, 0.54 and 0.66 a prompt")
    func costs() {
        let small = Costs(Self.llama(keyValueHeads: 32, feedForward: 11008, vocabulary: 32000))
        #expect(abs(small.selfUpdate(tokens: 512, updateTokens: 256, bosRows: 1) / 7.32e12 - 1) < 0.01)
        #expect(abs(small.selfUpdate(tokens: 16, updateTokens: 256, bosRows: 1) / 3.37e12 - 1) < 0.01)
        #expect(abs(small.prefill(tokens: 32, memory: 7681) / 0.54e12 - 1) < 0.01)
        let large = Costs(Self.llama(keyValueHeads: 8, feedForward: 14336, vocabulary: 128256))
        #expect(abs(large.selfUpdate(tokens: 512, updateTokens: 256, bosRows: 1) / 7.42e12 - 1) < 0.01)
        #expect(abs(large.prefill(tokens: 32, memory: 12801) / 0.66e12 - 1) < 0.01)
        #expect(abs((large.prefill(tokens: 32, memory: 12801) + large.projection(rows: 12801)) / 7.5e12 - 1) < 0.01)
    }

    private static func llama(keyValueHeads: Int, feedForward: Int, vocabulary: Int) -> ModelConfiguration {
        ModelConfiguration(
            layers: 32, width: 4096, heads: 32, keyValueHeads: keyValueHeads, headWidth: 128,
            feedForwardWidth: feedForward, vocabulary: vocabulary, normEpsilon: 1e-5,
            rotary: RotaryConfiguration(theta: 10000), positionsMax: 4096, tiedHead: false, memory: nil)
    }
}
