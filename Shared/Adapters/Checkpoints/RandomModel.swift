internal import Bytes
internal import Files
internal import LatentMemory
public import Tensors
public import Transformer

/// A model of any shape whose weights mean nothing: for measuring speed and for tests.
///
/// Its numbers are a pure function of the seed, the tensor's name and the place, so that a folder and the same model in
/// memory agree.
public struct RandomModel: Sendable {
    public let configuration: ModelConfiguration
    public let seed: UInt64

    public init(_ configuration: ModelConfiguration, seed: UInt64) {
        self.configuration = configuration
        self.seed = seed
    }

    /// Tokens of the tokenizer that stands in the folder: 256 bytes, and one each for the beginning and the end.
    public static let vocabularyMin = 258

    /// The weights, in memory alone.
    public func weights(_ format: WeightFormat) throws(TensorError) -> ModelWeights {
        try ModelWeights(configuration, from: RandomSource(model: self, format: format))
    }

    /// Writes a folder that `LoadedModel` loads: weights, configuration and a tokenizer of bytes.
    ///
    /// The folder must be there.
    ///
    /// - Precondition: `type` is `float32` or `brain16`; the vocabulary has at least `vocabularyMin` tokens.
    public func write(folder: String, type: StoredType) throws(CheckpointsError) {
        precondition(configuration.vocabulary >= Self.vocabularyMin, "a vocabulary of \(configuration.vocabulary)")
        try writeWeights(folder + "/model.safetensors", type)
        let name = type == .float32 ? "float32" : "bfloat16"
        let file = configuration.configurationFile(type: name, bos: 256, eos: 257)
        do {
            try writeAtomically(file, to: folder + "/config.json")
            try writeAtomically(Self.tokenizerFile, to: folder + "/tokenizer.json")
        } catch { throw .file(error) }
    }

    public enum StoredType: Sendable { case float32, brain16 }

    private func writeWeights(_ path: String, _ type: StoredType) throws(CheckpointsError) {
        let requests = requests()
        let scalar: ScalarType = type == .float32 ? .float32 : .brain16
        var announced = requests.map { SafetensorsWriter.Announcement($0.name, scalar, $0.shape) }
        if configuration.memory != nil { announced.append(.init(TensorRequest.initialised, .unsigned8, [1])) }
        var writer = try SafetensorsWriter(
            path: path, tensors: announced, metadata: ["format": "pt", "seed": "\(seed)"])
        let step = 1 << 18
        for request in requests {
            let count = request.shape.reduce(1, *)
            for start in stride(from: 0, to: count, by: step) {
                let numbers = numbers(of: request, start..<min(start + step, count))
                try writer.write(type == .float32 ? encodeFloats(numbers) : encodeBrainFloats(numbers))
            }
        }
        if configuration.memory != nil { try writer.write([1]) }
        try writer.finish()
    }

    /// Some of a tensor's numbers, row-major.
    func numbers(of request: TensorRequest, _ range: Range<Int>) -> [Float] {
        let bound = bound(of: request)
        let start = request.name.utf8.reduce(seed ^ 0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        let isNorm = request.name.hasSuffix("norm.weight")
        return range.map { index in
            // splitmix64 (Steele et al. 2014) of the place.
            var state = start &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15
            state = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
            state = (state ^ state >> 27) &* 0x94D0_49BB_1331_11EB
            let number = Float(Int32(truncatingIfNeeded: (state ^ state >> 31) >> 32)) * (bound / 2_147_483_648)
            return isNorm ? 1 + number : number
        }
    }

    /// Numbers are even between -bound and bound: with variance 1/inputs for linear layers, 1 for rows of tables.
    private func bound(of request: TensorRequest) -> Float {
        switch request.role {
        case .matrix: (3 / Float(request.shape.last ?? 1)).squareRoot()
        case .embedding: 1
        case .exact: request.name.hasSuffix("norm.weight") ? 0.1 : request.name.contains("lora") ? 0.05 : 1
        }
    }
}

/// Gives a model its random numbers.
private struct RandomSource: WeightSource {
    let model: RandomModel
    let format: WeightFormat

    func contains(_ name: String) -> Bool { !name.hasSuffix("_proj.weight") || !isAdapted(name) }

    private func isAdapted(_ name: String) -> Bool {
        guard let adapters = model.configuration.memory?.adapters else { return false }
        return adapters.targets.contains { name.hasSuffix("\($0.rawValue).weight") }
    }

    func weight(_ request: TensorRequest) throws(TensorError) -> Weight {
        let columns = request.shape.last ?? 1
        let rows = request.shape.dropLast().reduce(1, *)
        let numbers = Tensor(rows: rows, columns: columns, model.numbers(of: request, 0..<rows * columns))
        return try Weight(request.wanted(of: numbers), format: request.role == .exact ? .f32 : format)
    }
}
