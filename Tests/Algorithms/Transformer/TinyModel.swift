import Tensors
import Transformer

/// Models with random weights, small enough to follow.
enum TinyModel {
    static func configuration(
        heads: Int = 4, keyValueHeads: Int = 2, tied: Bool = false, scaling: RotaryConfiguration.Scaling = .none
    ) -> ModelConfiguration {
        ModelConfiguration(
            layers: 3, width: 32, heads: heads, keyValueHeads: keyValueHeads, headWidth: 8, feedForwardWidth: 48,
            vocabulary: 61, normEpsilon: 1e-5, rotary: RotaryConfiguration(theta: 10_000, scaling: scaling),
            positionsMax: 256, tiedHead: tied, memory: nil)
    }

    static func decoder(_ configuration: ModelConfiguration = configuration(), seed: UInt64 = 1) throws -> Decoder {
        Decoder(try ModelWeights(configuration, from: RandomWeights(seed: seed)))
    }
}

/// Weights that are a function of a seed and their name.
struct RandomWeights: WeightSource {
    let seed: UInt64
    var format = WeightFormat.f32

    func contains(_ name: String) -> Bool { true }

    func weight(_ request: TensorRequest) throws(TensorError) -> Weight {
        let rows = request.shape.dropLast().reduce(1, *), columns = request.shape.last ?? 1
        let place = request.name.utf8.reduce(UInt64(1)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        var generator = CounterGenerator(key: (seed, place), place: (0, 0, 0))
        let isNorm = request.name.hasSuffix("norm.weight")
        let numbers = (0..<rows * columns).map { _ in
            Float(generator.nextUnit() - 0.5) * (isNorm ? 0.5 : 0.6) + (isNorm ? 1 : 0)
        }
        let stored = Tensor(rows: rows, columns: columns, numbers)
        return try Weight(request.wanted(of: stored), format: request.role == .exact ? .f32 : format)
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
