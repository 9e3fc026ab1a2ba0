public import Autograd
internal import Bytes
internal import Files
public import LatentMemory
internal import Tensors
public import Transformer

/// Writes a model that was trained here as a Hugging Face folder, under the names that published checkpoints use.
public struct TrainedModelFolder: Sendable {
    public let configuration: ModelConfiguration
    public let parameters: Parameters
    /// [L, N, d]; nil: a pool of zeros that counts as never filled.
    public let pool: PoolDelta?

    public init(_ configuration: ModelConfiguration, _ parameters: Parameters, pool: PoolDelta? = nil) {
        (self.configuration, self.parameters, self.pool) = (configuration, parameters, pool)
    }

    /// Files of a tokenizer's folder that belong to a model's.
    private static let tokenizerFiles = [
        "tokenizer.json", "tokenizer.model", "tokenizer_config.json", "special_tokens_map.json", "chat_template.jinja",
        "generation_config.json", "vocab.json", "merges.txt",
    ]

    /// Writes `config.json`, `model.safetensors` and copies of the tokenizer's files; each file wholly or not at all.
    ///
    /// The folder must be there.
    ///
    /// - Parameters:
    ///   - tokenizer: the folder to copy the tokenizer from.
    ///   - bos, eos: the tokens' numbers for `config.json`.
    public func write(
        to folder: String, type: RandomModel.StoredType, tokenizer: String, bos: Int?, eos: Int?
    ) throws(CheckpointsError) {
        try writeWeights(folder + "/model.safetensors", type)
        let name = type == .float32 ? "float32" : "bfloat16"
        do {
            for file in Self.tokenizerFiles where fileExists(tokenizer + "/" + file) && tokenizer != folder {
                try writeAtomically(
                    try readFile(tokenizer + "/" + file, bytesMax: TokenizerFolder.bytesMax), to: folder + "/" + file)
            }
            try writeAtomically(
                configuration.configurationFile(type: name, bos: bos, eos: eos), to: folder + "/config.json")
        } catch { throw .file(error) }
    }

    private func writeWeights(_ path: String, _ type: RandomModel.StoredType) throws(CheckpointsError) {
        let scalar: ScalarType = type == .float32 ? .float32 : .brain16
        var announced = parameters.names.map {
            SafetensorsWriter.Announcement($0, scalar, parameters.shape(of: $0) ?? [])
        }
        if let memory = configuration.memory {
            announced.append(
                .init(TensorRequest.pool, scalar, [configuration.layers, memory.poolTokens, configuration.width]))
            announced.append(.init(TensorRequest.initialised, .unsigned8, [1]))
        }
        var writer = try SafetensorsWriter(path: path, tensors: announced, metadata: ["format": "pt"])
        func write(_ values: Tensor, _ writer: inout SafetensorsWriter) throws(CheckpointsError) {
            let numbers = values.array
            try writer.write(type == .float32 ? encodeFloats(numbers) : encodeBrainFloats(numbers))
        }
        for name in parameters.names { if let value = parameters[name] { try write(value, &writer) } }
        if let memory = configuration.memory {
            let rows = configuration.layers * memory.poolTokens
            try write(pool?.values ?? .zeros(rows: rows, columns: configuration.width), &writer)
            try writer.write([pool == nil ? 0 : 1])
        }
        try writer.finish()
    }
}
