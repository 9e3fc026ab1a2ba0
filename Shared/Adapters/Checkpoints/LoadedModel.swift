internal import Bytes
internal import Files
public import LatentMemory
public import MemoryTypes
public import Tensors
public import Tokenization
public import Transformer

/// A model from a Hugging Face folder: everything that a worker needs of it.
public struct LoadedModel: Sendable {
    public struct Options: Hashable, Sendable {
        /// Nil: as the file has them, bf16 if they are, f32 otherwise.
        public var weightFormat: Tensors.WeightFormat?
        /// For published folders, whose `config.json` does not say it.
        public var memoryClass: MemoryConfiguration.Class?

        public init(weightFormat: Tensors.WeightFormat? = nil, memoryClass: MemoryConfiguration.Class? = nil) {
            self.weightFormat = weightFormat
            self.memoryClass = memoryClass
        }
    }

    /// The folder's name.
    public let name: String
    public let folder: String
    public let configuration: ModelConfiguration
    public let weights: ModelWeights
    public let weightFormat: Tensors.WeightFormat
    public let tokenizer: Tokenizer
    public let tokenizerDigest: BlobDigest
    /// Names the model wherever a pool says which one it was made for.
    public let digest: ModelDigest
    /// Whether the folder brings a pool that has been filled.
    public let isInitialised: Bool
    /// Tokens that end an answer.
    public let endTokens: Set<Int32>
    private let tokenizerFolder: TokenizerFolder
    private let tensors: CheckpointTensors

    /// Loads a folder. Weights in their own format stay in the mapped files.
    ///
    /// - Throws: what is wrong with the folder, with the file, the tensor or field, what was found and what was wanted.
    public init(folder: String, options: Options = Options()) throws(CheckpointsError) {
        let configurationFile = try ConfigurationFile(path: folder + "/config.json")
        configuration = try configurationFile.configuration(class: options.memoryClass)
        guard configuration.memory?.memoryClass != .mplus else {
            throw .field(
                "memory_class", file: configurationFile.path, found: "mplus", wanted: "7b or 8b; M+ is not built yet")
        }
        tensors = try CheckpointTensors(folder: folder)
        tokenizerFolder = try TokenizerFolder(folder: folder, vocabulary: configuration.vocabulary)
        weightFormat = options.weightFormat ?? (tensors.naturalFormatIsBrain16 ? .bf16 : .f32)
        weights = try ModelWeights(
            configuration, from: CheckpointWeights(tensors: tensors, format: weightFormat, configuration: configuration)
        )
        isInitialised = try MemoryPool(tensors: tensors, configuration: configuration).isInitialised()
        digest = ModelDescription(
            configuration: configuration, tensors: tensors, format: weightFormat,
            tokenizerDigest: tokenizerFolder.digest
        ).digest()
        tokenizer = tokenizerFolder.tokenizer
        tokenizerDigest = tokenizerFolder.digest
        endTokens = tokenizerFolder.endTokens
        self.folder = folder
        name = folder.split(separator: "/").last.map(String.init) ?? folder
    }

    /// The pool that the folder brings, [L, N, d] in f32; nil if it has none, or one that was never filled.
    ///
    /// - Throws: `tensor` for a number that is not finite.
    public func pool() throws(CheckpointsError) -> PoolDelta? {
        isInitialised ? try MemoryPool(tensors: tensors, configuration: configuration).pool() : nil
    }

    /// How the model wants conversations written; plain where the folder has no template.
    ///
    /// - Throws: `unsupported` with its name for a template of an unknown family.
    public func chatTemplate() throws(TokenizationError) -> ChatTemplate { try tokenizerFolder.template.get() }

    /// The tokens of a conversation, up to where its answer begins; without a token for the beginning of the sequence
    /// if the model has a memory.
    public func prompt(_ messages: [ChatMessage]) throws(TokenizationError) -> [Int32] {
        let parts = try chatTemplate().render(
            messages, bos: tokenizerFolder.bos, eos: tokenizerFolder.eos, dropsLeadingBos: configuration.memory != nil)
        return tokenizer.encode(parts)
    }
}

/// The pool of a folder.
struct MemoryPool {
    let tensors: CheckpointTensors
    let configuration: ModelConfiguration

    /// Whether the folder's pool has been filled; checks its shape and its flag.
    func isInitialised() throws(CheckpointsError) -> Bool {
        guard let memory = configuration.memory else { return false }
        let shape = [configuration.layers, memory.poolTokens, configuration.width]
        let (entry, file) = try tensors.found(TensorRequest.pool, wanted: "a tensor of shape \(shape)")
        guard entry.shape == shape else {
            let blocks = "\(memory.poolTokens) = num_tokens times blocks"
            throw .tensor(entry.name, file: file.path, found: entry.form, wanted: "shape \(shape), where \(blocks)")
        }
        guard let flag = tensors.entry(named: TensorRequest.initialised), let flagFile = tensors.file(of: flag.name)
        else {
            return true
        }
        guard flag.count == 1 else {
            throw .tensor(flag.name, file: flagFile.path, found: flag.form, wanted: "one number")
        }
        return try flagFile.doubles(flag.name) != [0]
    }

    func pool() throws(CheckpointsError) -> PoolDelta {
        let (entry, file) = try tensors.found(TensorRequest.pool, wanted: "a pool")
        let rows = entry.shape.dropLast().reduce(1, *)
        guard let element = ElementType(entry.type) else {
            let numbers = try file.floats(entry.name)
            return PoolDelta(
                layers: configuration.layers, values: Tensor(rows: rows, columns: configuration.width, numbers))
        }
        do {
            let values = try Tensor(
                rows: rows, columns: configuration.width, file: file.file, range: entry.range, element: element)
            return PoolDelta(layers: configuration.layers, values: values)
        } catch {
            throw .tensor(entry.name, file: file.path, found: "\(entry.form) where \(error)", wanted: "finite numbers")
        }
    }
}
