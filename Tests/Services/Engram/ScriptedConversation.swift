import Engram
import MemoryTypes
import Synchronization
import Wire

/// A conversation that answers as a test says, and remembers what it was asked.
final class ScriptedConversation: Conversation {
    typealias Answer = @Sendable (any Message, _ before: Int) throws -> any Message

    private let answer: Answer
    private let heard = Mutex<[any Message]>([])

    init(_ answer: @escaping Answer) { self.answer = answer }

    /// The requests of one kind, in order.
    func requests<Asked: Request>(_ type: Asked.Type) -> [Asked] { heard.withLock { $0.compactMap { $0 as? Asked } } }

    func call<Asked: Request>(_ request: Asked, within limit: Duration) async throws -> Asked.Reply {
        let before = heard.withLock { heard in
            defer { heard.append(request) }
            return heard.count { type(of: $0) == Asked.self }
        }
        guard let reply = try answer(request, before) as? Asked.Reply else { throw Refusal(.unexpectedKind) }
        return reply
    }

    func stream<Asked: StreamingRequest>(
        _ request: Asked, within limit: Duration, onPart: (Asked.Part) async -> Void
    ) async throws -> Asked.Reply { try await call(request, within: limit) }

    func ask(_ query: Ask, within limit: Duration, onToken: (Token) async -> Void) async throws -> Done {
        throw Refusal(.unexpectedKind)
    }

    func close() async {}
}
