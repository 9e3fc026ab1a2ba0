import LatentMemory
import Tensors
import Transformer

/// Memory models with random weights, small enough to follow: K = 4, N = 24, three layers.
enum TinyMemory {
    static func configuration(
        class memoryClass: MemoryConfiguration.Class = .llama8B, perLayer: Bool = false, adapters: Bool = false,
        addsBos: Bool = true, blocks: Int = 6
    ) -> ModelConfiguration {
        let lora = AdapterConfiguration(rank: 2, alpha: 4, targets: [.query, .key, .value, .up], readsWithOwn: true)
        return ModelConfiguration(
            layers: 3, width: 32, heads: 4, keyValueHeads: 2, headWidth: 8, feedForwardWidth: 48, vocabulary: 61,
            normEpsilon: 1e-5, rotary: RotaryConfiguration(theta: 10_000), positionsMax: 256, tiedHead: false,
            memory: MemoryConfiguration(
                updateTokens: 4, poolTokens: 4 * blocks, addsBos: addsBos, dropsPerLayer: perLayer,
                memoryClass: memoryClass, adapters: adapters ? lora : nil))
    }

    static func model(_ configuration: ModelConfiguration = configuration(), seed: UInt64 = 1) throws -> MemoryModel {
        let decoder = Decoder(try ModelWeights(configuration, from: RandomWeights(seed: seed)))
        guard let model = MemoryModel(decoder) else { preconditionFailure("a model without memory") }
        return model
    }

    /// Random tokens [L, rows, d].
    static func tokens(_ rows: Int, seed: UInt64) -> PoolDelta {
        var generator = CounterGenerator(key: (seed, 9), place: (0, 0, 0))
        let numbers = (0..<3 * rows * 32).map { _ in Float(generator.nextUnit() * 2 - 1) }
        return PoolDelta(layers: 3, values: Tensor(rows: 3 * rows, columns: 32, numbers))
    }
}

/// Weights that are a function of a seed and their name.
struct RandomWeights: WeightSource {
    let seed: UInt64

    func contains(_ name: String) -> Bool { !name.hasSuffix("_proj.weight") }

    func weight(_ request: TensorRequest) throws(TensorError) -> Weight {
        let rows = request.shape.dropLast().reduce(1, *), columns = request.shape.last ?? 1
        let place = request.name.utf8.reduce(UInt64(1)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        var generator = CounterGenerator(key: (seed, place), place: (0, 0, 0))
        let isNorm = request.name.hasSuffix("norm.weight")
        let numbers = (0..<rows * columns).map { _ in
            Float(generator.nextUnit() - 0.5) * (isNorm ? 0.5 : 0.6) + (isNorm ? 1 : 0)
        }
        return try Weight(Tensor(rows: rows, columns: columns, numbers), format: .f32)
    }
}

extension Tensor {
    /// max|self - other| / (1 + max|other|).
    func distance(to other: Tensor) -> Float {
        let (mine, theirs) = (array, other.array)
        guard mine.count == theirs.count else { return .infinity }
        let difference = zip(mine, theirs).map { abs($0 - $1) }.max() ?? 0
        return difference / (1 + (theirs.map(abs).max() ?? 0))
    }
}
