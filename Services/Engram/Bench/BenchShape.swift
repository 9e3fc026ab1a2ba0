package import Transformer

/// The model that is measured: about 1.1 billion random parameters and a memory.
package struct BenchShape: Equatable, Sendable {
    /// A published model of that size, or the one that this project trains.
    package enum Size: String, CaseIterable, Sendable { case large, small }

    package var size = Size.large
    /// Transformer layers; fewer than 22 for a quick look, each of the same size.
    package var layers = 22
    /// Key and value heads beside 32 query heads.
    package var keyValueHeads = 4
    /// Memory tokens per layer, N.
    package var memory = 7680

    /// New memory tokens in each update, K.
    package static let updateTokens = 256

    package init() {}

    package var configuration: ModelConfiguration {
        size == .large
            ? configuration(width: 2048, heads: 32, feedForward: 5632, vocabulary: 32000)
            : configuration(width: 256, heads: 8, feedForward: 704, vocabulary: 4096)
    }

    private func configuration(width: Int, heads: Int, feedForward: Int, vocabulary: Int) -> ModelConfiguration {
        ModelConfiguration(
            layers: layers, width: width, heads: heads, keyValueHeads: keyValueHeads, headWidth: width / heads,
            feedForwardWidth: feedForward, vocabulary: vocabulary, normEpsilon: 1e-5,
            rotary: RotaryConfiguration(theta: 10000), positionsMax: 16384, tiedHead: false,
            memory: MemoryConfiguration(
                updateTokens: Self.updateTokens, poolTokens: memory, addsBos: true, dropsPerLayer: false,
                memoryClass: .llama8B, adapters: nil))
    }

    package func with(memory: Int) -> BenchShape {
        var shape = self
        shape.memory = memory
        return shape
    }

    /// Token ids of a text of `count` tokens, the same each time.
    package static func tokens(_ count: Int, from start: Int = 0) -> [Int32] {
        (start..<start + count).map { Int32(100 + $0 * 37 % 30000) }
    }
}
