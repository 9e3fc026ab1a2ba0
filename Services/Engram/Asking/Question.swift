internal import Foundation
internal import MemoryTypes
internal import Wire

/// A prompt, or a chat.
struct Question: Sendable {
    let prompt: String
    let messages: [ChatMessage]

    private struct Turn: Decodable {
        let role, content: String
    }

    init(prompt: String?, messagesFile: String?) throws {
        if let messagesFile {
            self.prompt = ""
            messages = try Self.messages(in: messagesFile)
        } else {
            let text =
                prompt == "-"
                ? try FileHandle.standardInput.readToEnd().map { String(decoding: $0, as: UTF8.self) } : prompt
            self.prompt = text ?? ""
            messages = []
        }
    }

    private static func messages(in file: String) throws -> [ChatMessage] {
        guard let data = try? Data(contentsOf: URL(filePath: file)) else {
            throw Failure(.noInput, "\(file) cannot be read.")
        }
        let turns: [Turn]
        do { turns = try JSONDecoder().decode([Turn].self, from: data) } catch {
            throw Failure(.data, "\(file) is not a JSON array of {\"role\", \"content\"}.")
        }
        return try turns.map { turn in
            let role: ChatRole? =
                switch turn.role {
                case "system": .system
                case "user": .user
                case "assistant": .assistant
                default: nil
                }
            guard let role else {
                throw Failure(.data, "\(file): a role is system, user or assistant, not \(turn.role).")
            }
            return ChatMessage(role: role, content: turn.content)
        }
    }
}
