package import Wire

/// Requests and answers, as commands see them: `LiveConversation` over sockets, and fakes in tests.
package protocol Conversation: Sendable {
    /// Asks, and waits for the answer no longer than `limit`.
    func call<Asked: Request>(_ request: Asked, within limit: Duration) async throws -> Asked.Reply

    /// Asks, hands each part of the answer to `onPart`, and gives the last message.
    func stream<Asked: StreamingRequest>(
        _ request: Asked, within limit: Duration, onPart: (Asked.Part) async -> Void
    ) async throws -> Asked.Reply

    /// Asks a generation worker, and hands each piece of the answer to `onToken`.
    func ask(_ query: Ask, within limit: Duration, onToken: (Token) async -> Void) async throws -> Done

    func close() async
}

extension Conversation {
    package func call<Asked: Request>(_ request: Asked) async throws -> Asked.Reply {
        try await call(request, within: .seconds(30))
    }
}
