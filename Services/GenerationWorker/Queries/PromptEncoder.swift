package import MemoryTypes
internal import Threads
internal import Tokenization
package import Wire

/// Turns prompts and chats into tokens, on a thread of its own: a prompt may be a megabyte long.
package actor PromptEncoder {
    private let executor: ThreadExecutor
    private let model: ServedModel

    nonisolated package var unownedExecutor: UnownedSerialExecutor { executor.forActor }

    package init(model: ServedModel) {
        executor = ThreadExecutor(name: "tokenising")
        self.model = model
    }

    /// The tokens of what is asked.
    ///
    /// - Throws: `promptEmpty`; `unknownChatTemplate` with the template's name.
    package func tokens(of ask: Ask) throws(Refusal) -> [Int32] {
        let tokens = try encode(ask)
        guard !tokens.isEmpty else { throw Refusal(.promptEmpty) }
        return tokens
    }

    private func encode(_ ask: Ask) throws(Refusal) -> [Int32] {
        if ask.plain, ask.messages.isEmpty { return model.tokenizer.encode(ask.prompt) }
        let turns = ask.messages.isEmpty ? [Wire.ChatMessage(role: .user, content: ask.prompt)] : ask.messages
        do throws(TokenizationError) {
            return try model.chat(turns.map { Tokenization.ChatMessage(role: $0.role.template, content: $0.content) })
        } catch {
            throw Refusal(.unknownChatTemplate, "\(error)")
        }
    }

    package func stop() { executor.stop() }
}

extension ChatRole {
    fileprivate var template: Tokenization.ChatMessage.Role {
        switch self {
        case .system: .system
        case .user: .user
        case .assistant: .assistant
        }
    }
}
