import MemoryTypes
import StoreClient
import Synchronization
import Wire

/// A store that answers as a test says, and remembers what it was asked.
final class ScriptedStore: StoreCalls {
    typealias Answer = @Sendable (any Message) throws(Refusal) -> any Message

    private let answer: Mutex<Answer>
    private let heard = Mutex<[any Message]>([])

    init(_ answer: @escaping Answer) { self.answer = Mutex(answer) }

    /// The requests of one kind, in order.
    func requests<Asked: Request>(_ type: Asked.Type) -> [Asked] { heard.withLock { $0.compactMap { $0 as? Asked } } }

    /// From now on it answers otherwise.
    func turn(_ other: @escaping Answer) { answer.withLock { $0 = other } }

    func call<Asked: Request>(
        _ request: Asked, for tenant: TenantName?, within limit: Duration
    ) async throws(Refusal) -> Asked.Reply {
        if Task.isCancelled { throw Refusal(.cancelled) }
        heard.withLock { $0.append(request) }
        let now = answer.withLock { $0 }
        guard let reply = try now(request) as? Asked.Reply else { throw Refusal(.unexpectedKind) }
        return reply
    }

    func collect<Asked: StreamingRequest>(
        _ request: Asked, within limit: Duration
    ) async throws(Refusal) -> Collected<Asked> {
        Collected(parts: [], reply: try await call(request, within: limit))
    }
}
