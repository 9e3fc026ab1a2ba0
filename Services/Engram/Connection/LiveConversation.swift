internal import MemoryTypes
internal import ServiceKit
internal import StoreClient
internal import Wire
internal import ZeroMQ

/// Requests over sockets.
struct LiveConversation: Conversation {
    private let client: EngramClient

    static func open(_ target: ConnectionTarget) async throws -> any Conversation {
        do {
            let keys = try target.ownKey.map { (path) throws(KeyFileError) in try KeyFiles.read(path) }
            let server = try target.serverKey.map { (key) throws(KeyFileError) in try KeyFiles.publicKey(key) }
            return LiveConversation(
                client: try await EngramClient(
                    ingest: target.endpoint, ingestKey: server, keys: keys, credential: target.credential))
        } catch let error as KeyFileError {
            throw Failure(.configuration, error.description)
        } catch let error as ZeroMQError {
            throw Failure(
                .usage, "\(target.endpoint) cannot be connected to: \(error)",
                advice: "An address looks like tcp://127.0.0.1:7401.")
        }
    }

    func call<Asked: Request>(_ request: Asked, within limit: Duration) async throws -> Asked.Reply {
        try await client.call(request, within: limit)
    }

    func stream<Asked: StreamingRequest>(
        _ request: Asked, within limit: Duration, onPart: (Asked.Part) async -> Void
    ) async throws -> Asked.Reply {
        try await client.stream(request, within: limit) { (part) async throws(Refusal) in await onPart(part) }
    }

    func ask(_ query: Ask, within limit: Duration, onToken: (Token) async -> Void) async throws -> Done {
        try await client.ask(query, within: limit) { (token) async throws(Refusal) in await onToken(token) }
    }

    func close() async { await client.close() }
}
