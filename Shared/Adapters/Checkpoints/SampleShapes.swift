public import Transformer

extension ModelConfiguration {
    /// About 1.1 billion weights: d 2048, 22 layers, 32/4 heads, d_ff 5632, V 32000.
    public static func oneBillion(memory: MemoryConfiguration? = nil) -> ModelConfiguration {
        ModelConfiguration(
            layers: 22, width: 2048, heads: 32, keyValueHeads: 4, headWidth: 64, feedForwardWidth: 5632,
            vocabulary: 32_000, normEpsilon: 1e-5, rotary: RotaryConfiguration(theta: 10_000), positionsMax: 16_384,
            tiedHead: false, memory: memory)
    }

    /// A few thousand weights, with a tokenizer of bytes: for tests.
    public static func tiny(memory: MemoryConfiguration? = nil) -> ModelConfiguration {
        ModelConfiguration(
            layers: 2, width: 32, heads: 4, keyValueHeads: 2, headWidth: 8, feedForwardWidth: 64, vocabulary: 258,
            normEpsilon: 1e-5, rotary: RotaryConfiguration(theta: 10_000), positionsMax: 2048, tiedHead: false,
            memory: memory)
    }
}
