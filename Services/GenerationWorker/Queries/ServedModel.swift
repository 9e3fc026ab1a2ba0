package import LatentMemory
package import MemoryTypes
package import Tokenization
package import Transformer

/// What a generation worker knows of its model.
package struct ServedModel: Sendable {
    package let descriptor: ModelDescriptor
    package let decoder: Decoder
    /// Nil for a model without memory.
    package let memory: MemoryModel?
    package let tokenizer: Tokenizer
    /// How a chat is written; the sentence says why there is none.
    package let template: Result<ChatTemplate, TokenizationError>
    /// Names of the tokens for the beginning and the end of a sequence.
    package let bos: String?
    package let eos: String?
    /// Tokens that end an answer.
    package let endTokens: Set<Int32>

    package init(
        descriptor: ModelDescriptor, decoder: Decoder, memory: MemoryModel?, tokenizer: Tokenizer,
        template: Result<ChatTemplate, TokenizationError>, bos: String?, eos: String?, endTokens: Set<Int32>
    ) {
        self.descriptor = descriptor
        self.decoder = decoder
        self.memory = memory
        self.tokenizer = tokenizer
        self.template = template
        self.bos = bos
        self.eos = eos
        self.endTokens = endTokens
    }

    /// What the model reads before a text when it is asked without a pool: nothing, at the positions of its memory.
    package var withoutPool: ReadingContext {
        guard let memory, descriptor.initialised else { return .plain }
        return memory.detachedContext(tokens: descriptor.tokens)
    }

    /// Positions that memory, prompt and answer may take together.
    package var positionLimit: Int { decoder.configuration.positionLimit }
}
