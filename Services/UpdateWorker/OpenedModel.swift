internal import Bytes
internal import Checkpoints
internal import Files
internal import LatentMemory
internal import MemoryTypes
internal import ServiceKit
internal import Tensors
internal import Tokenization
internal import Transformer

/// The model that an update worker reads with.
struct OpenedModel {
    let descriptor: ModelDescriptor
    let reader: ReadingEngine.Reader
    let basePool: @Sendable () async throws(Refusal) -> [UInt8]

    init(_ settings: Settings) throws {
        let folder = settings.text("model")
        let configuration = try ConfigurationFile(path: folder + "/config.json")
            .configuration(class: settings.optional("class").flatMap { .init(rawValue: $0) })
        guard let memory = configuration.memory else { throw StartFault("\(folder) is a model without memory.") }
        let file = try SafetensorsFile(path: folder + "/model.safetensors")
        let decoder = Decoder(try ModelWeights(configuration, from: FloatWeights(file: file)))
        guard let model = MemoryModel(decoder) else { throw StartFault("\(folder) is a model without memory.") }
        let tokenizerFile = try readFile(folder + "/tokenizer.json", bytesMax: 1 << 28)
        let tokenizer = try Tokenizer(tokenizerJSON: tokenizerFile)
        let tokenizerDigest = BlobDigest(of: tokenizerFile)
        let pool = try PoolDelta(
            layers: configuration.layers,
            values: Tensor(
                rows: configuration.layers * memory.poolTokens, columns: configuration.width,
                file.floats("memory", shape: [configuration.layers, memory.poolTokens, configuration.width])))
        let bytes = pool.bytes
        let digest = ModelDigest(of: try readFile(folder + "/model.safetensors", bytesMax: 1 << 32) + tokenizerFile)
        descriptor = ModelDescriptor(
            digest: digest, name: "pilot", layers: configuration.layers, width: configuration.width,
            tokens: memory.poolTokens, updateTokens: memory.updateTokens, dropsPerLayer: memory.dropsPerLayer,
            initialised: true, basePool: BlobDigest(of: bytes), tokenizer: tokenizerDigest,
            pieceTokensMax: memory.pieceTokensMax, positionsMax: configuration.positionLimit, weights: .f32)
        reader = .init(model: model, digest: digest, tokenizer: tokenizer, tokenizerDigest: tokenizerDigest)
        basePool = { () async throws(Refusal) in bytes }
    }
}

private struct FloatWeights: WeightSource {
    let file: SafetensorsFile

    func contains(_ name: String) -> Bool { file.entry(named: name) != nil }

    func weight(_ request: TensorRequest) throws(CheckpointsError) -> Weight {
        let numbers = try file.floats(request.name, shape: request.shape)
        let columns = request.shape.last ?? 1
        let rows = request.shape.dropLast().reduce(1, *)
        do { return try Weight(Tensor(rows: rows, columns: columns, numbers), format: .f32) } catch {
            throw .tensor(request.name, file: file.path, found: "\(error)", wanted: "finite numbers")
        }
    }
}
