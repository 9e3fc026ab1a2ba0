public import MemoryTypes
public import Wire

/// The parts of a streamed answer, and its end.
public struct Collected<Asked: StreamingRequest>: Sendable {
    public let parts: [Asked.Part]
    public let reply: Asked.Reply

    public init(parts: [Asked.Part], reply: Asked.Reply) {
        self.parts = parts
        self.reply = reply
    }
}

/// What a service may ask of MemoryStore. The client speaks over a socket; tests answer themselves.
public protocol StoreCalls: Sendable {
    /// Asks and waits for the answer.
    ///
    /// - Parameter tenant: for whom; nil for the caller itself.
    /// - Throws: the store's refusal; `storeUnavailable` if it cannot be reached within `limit`.
    func call<Asked: Request>(
        _ request: Asked, for tenant: TenantName?, within limit: Duration
    ) async throws(Refusal) -> Asked.Reply

    /// Asks and waits for all parts of the answer.
    func collect<Asked: StreamingRequest>(
        _ request: Asked, within limit: Duration
    ) async throws(Refusal) -> Collected<Asked>
}

extension StoreCalls {
    public func call<Asked: Request>(_ request: Asked, within limit: Duration) async throws(Refusal) -> Asked.Reply {
        try await call(request, for: nil, within: limit)
    }
}
