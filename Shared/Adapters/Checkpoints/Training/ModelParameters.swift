public import LatentMemory
internal import Autograd
internal import Tensors
public import Training
public import Transformer

/// A model's folder, opened to be trained on: all numbers in f32, in memory.
public struct ModelParameters: Sendable {
    public let model: TrainedModel
    /// The pool that the folder brings, [L, N, d]; nil if it has none, or one that was never filled.
    public let pool: PoolDelta?

    /// What a model without a memory is given.
    public struct Addition: Sendable {
        /// With adapters, or without where all parameters are trained.
        public var memory: MemoryConfiguration
        /// What positions are divided by, to make room for the pool; 1: nothing.
        public var rotaryFactor: Double
        /// Whose embedding the vectors before the memory begin as; nil: the first token's.
        public var bos: Int32?
        /// Of the adapters' first factors; their second ones begin as zeros.
        public var seed: UInt64

        public init(memory: MemoryConfiguration, rotaryFactor: Double, bos: Int32?, seed: UInt64) {
            (self.memory, self.rotaryFactor, self.bos, self.seed) = (memory, rotaryFactor, bos, seed)
        }
    }

    /// A model that has no folder yet.
    public init(_ model: TrainedModel) { (self.model, pool) = (model, nil) }

    /// - Parameter addition: the memory that the model is to have; nil for that of the folder.
    /// - Throws: what is wrong with the folder; `field` for a model that is not of the Llama family, or that has a
    ///   memory already and is to be given one.
    public init(folder: String, adding addition: Addition? = nil) throws(CheckpointsError) {
        let file = try ConfigurationFile(path: folder + "/config.json")
        var configuration = try file.configuration(class: nil)
        guard configuration.family == .llama, configuration.memory?.memoryClass != .mplus else {
            throw .field(
                "model_type", file: file.path, found: configuration.family.rawValue, wanted: "llama, without M+")
        }
        guard addition == nil || configuration.memory == nil else {
            throw .field("num_tokens", file: file.path, found: "a memory", wanted: "a model without one")
        }
        let tensors = try CheckpointTensors(folder: folder)
        let weights = CheckpointWeights(tensors: tensors, format: .f32, configuration: configuration)
        if let addition {
            configuration.memory = addition.memory
            if addition.rotaryFactor > 1, configuration.rotary?.scaling == RotaryConfiguration.Scaling.none {
                configuration.rotary?.scaling = .linear(factor: addition.rotaryFactor)
            }
        }
        let fresh = addition.map { TrainedModel(configuration, seed: $0.seed) }
        model = try TrainedModel(configuration) { request throws(CheckpointsError) in
            try Self.value(request, weights, addition, fresh)
        }
        guard addition == nil else {
            pool = nil
            return
        }
        let found = MemoryPool(tensors: tensors, configuration: configuration)
        pool = try found.isInitialised() ? try found.pool() : nil
    }

    private static func value(
        _ request: TensorRequest, _ weights: CheckpointWeights, _ addition: Addition?, _ fresh: TrainedModel?
    ) throws(CheckpointsError) -> Tensor {
        guard let addition, let fresh else { return try weights.weight(request).widened() }
        if request.name == TensorRequest.bos {
            let embedding = try weights.weight(TrainedModel.requests(fresh.configuration)[0])
            return Verbs.gather(embedding, rows: Array(repeating: Int(addition.bos ?? 0), count: request.shape[0]))
        }
        if request.name == TensorRequest.newMemory || request.name.contains(".lora_") {
            return fresh.parameters[request.name] ?? .zeros(rows: 0, columns: 0)
        }
        let plain = request.name.replacing(".base_layer.weight", with: ".weight")
        return try weights.weight(TensorRequest(name: plain, shape: request.shape, role: request.role)).widened()
    }
}
