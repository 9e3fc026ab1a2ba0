package import LatentMemory
package import MemoryTypes
package import Tokenization
package import Transformer

/// What a generation worker knows of its model.
package struct ServedModel: Sendable {
    package typealias Chat = @Sendable ([ChatMessage]) throws(TokenizationError) -> [Int32]

    package let descriptor: ModelDescriptor
    package let decoder: Decoder
    /// Nil for a model without memory.
    package let memory: MemoryModel?
    package let tokenizer: Tokenizer
    /// The tokens of a conversation up to where its answer begins.
    package let chat: Chat
    /// Tokens that end an answer.
    package let endTokens: Set<Int32>

    package init(
        descriptor: ModelDescriptor, decoder: Decoder, memory: MemoryModel?, tokenizer: Tokenizer,
        chat: @escaping Chat, endTokens: Set<Int32>
    ) {
        self.descriptor = descriptor
        self.decoder = decoder
        self.memory = memory
        self.tokenizer = tokenizer
        self.chat = chat
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
