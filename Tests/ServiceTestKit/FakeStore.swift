package import MemoryTypes
package import StoreClient
internal import Synchronization
package import Wire

/// A store that answers as a test says, and remembers what it was asked.
package final class FakeStore: StoreCalls {
    package typealias Answer = @Sendable (any Message) async throws(Refusal) -> any Message

    private let answer: Answer
    private let heard = Mutex<[any Message]>([])

    package init(_ answer: @escaping Answer) { self.answer = answer }

    /// The requests of one kind, in order.
    package func requests<Asked: Request>(_ type: Asked.Type) -> [Asked] {
        heard.withLock { $0.compactMap { $0 as? Asked } }
    }

    package func call<Asked: Request>(
        _ request: Asked, for tenant: TenantName?, within limit: Duration
    ) async throws(Refusal) -> Asked.Reply {
        if Task.isCancelled { throw Refusal(.cancelled) }
        heard.withLock { $0.append(request) }
        guard let reply = try await answer(request) as? Asked.Reply else { throw Refusal(.unexpectedKind) }
        return reply
    }

    package func collect<Asked: StreamingRequest>(
        _ request: Asked, within limit: Duration
    ) async throws(Refusal) -> Collected<Asked> {
        Collected(parts: [], reply: try await call(request, within: limit))
    }
}
