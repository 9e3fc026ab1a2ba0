internal import Checkpoints
internal import Evaluation
internal import LatentMemory
internal import MemoryTypes
internal import Tokenization
internal import Transformer

/// A model with a memory, to be measured.
struct EvaluatedModel {
    let loaded: LoadedModel
    let model: MemoryModel
    /// The pool that its folder brings.
    let base: PoolDelta?

    init(folder: String) throws(Failure) {
        do throws(CheckpointsError) {
            loaded = try LoadedModel(folder: folder)
            base = try loaded.pool()
        } catch {
            throw Failure(.noInput, "\(folder) is not a model folder that can be used: \(error)")
        }
        guard let memory = loaded.memoryModel() else {
            throw Failure(.configuration, "\(folder) has no memory that could retain anything.")
        }
        model = memory
    }

    var name: String { loaded.name }
    var memory: MemoryConfiguration { model.memory }
    /// Tokens of a text.
    var encode: @Sendable (String) -> [Int32] {
        let tokenizer = loaded.tokenizer
        return { tokenizer.encode($0) }
    }
    /// The text of tokens.
    var decode: @Sendable ([Int32]) -> String {
        let tokenizer = loaded.tokenizer
        return { tokenizer.decode($0) }
    }

    var encoding: TextEncoding { TextEncoding(encode: encode, decode: decode) }

    var digest: String { "\(loaded.digest)" }

    /// N/K as trained.
    var blocks: Int { model.memory.poolTokens / model.memory.updateTokens }

    /// A pool of one shard, N = `blocks` K.
    func shape(blocks: Int) -> PoolShape {
        let memory = model.memory
        let shape = PoolShape(
            layers: model.configuration.layers, width: model.configuration.width, tokens: blocks * memory.updateTokens,
            updateTokens: memory.updateTokens, shards: 1, dropsPerLayer: memory.dropsPerLayer)
        guard let shape else { preconditionFailure("\(blocks) blocks of \(memory.updateTokens)") }
        return shape
    }

    /// - Parameter tokensMax: tokens of a document that are read; nil: all.
    func text(tokensMax: Int? = nil) -> RetentionText { RetentionText(loaded, model.memory, tokensMax: tokensMax) }

    /// The same for records of a published set, of which the paper reads 512 tokens.
    func text(of set: PublishedSet?) -> RetentionText { text(tokensMax: set == nil ? nil : 512) }
}

/// A model that is read without any memory.
struct PlainModel {
    let name: String
    let digest: String
    let decoder: Decoder
    let encoding: TextEncoding

    init(folder: String) throws(Failure) {
        do throws(CheckpointsError) {
            let loaded = try LoadedModel(folder: folder)
            let tokenizer = loaded.tokenizer
            (name, digest, decoder) = (loaded.name, "\(loaded.digest)", Decoder(loaded.weights))
            encoding = TextEncoding(encode: { tokenizer.encode($0) }, decode: { tokenizer.decode($0) })
        } catch {
            throw Failure(.noInput, "\(folder) is not a model folder that can be used: \(error)")
        }
    }
}
