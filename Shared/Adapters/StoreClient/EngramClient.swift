public import MemoryTypes
public import ServiceKit
internal import Synchronization
public import Wire
public import ZeroMQ

/// A client of a whole Engram: it needs Ingest's address, and finds out where to ask.
public final class EngramClient: Sendable {
    /// What goes to Ingest.
    public let ingest: RequestClient
    private let context: Context
    private let credential: String
    private let keys: CurveKeyPair?
    private let reach: Duration
    private let generators = Mutex<[String: RequestClient]>([:])

    /// - Parameters:
    ///   - ingestKey: Ingest's CURVE public key; nil without CURVE.
    ///   - keys: the client's own pair; fresh ones if nil and CURVE is used.
    ///   - reach: a generation worker that cannot be reached in this time is gone.
    public init(
        ingest endpoint: String, in context: Context = Context(), ingestKey: CurvePublicKey? = nil,
        keys: CurveKeyPair? = nil, credential: String = "", reach: Duration = .seconds(5)
    ) async throws(ZeroMQError) {
        let own = keys ?? (ingestKey == nil ? nil : CurveKeyPair())
        self.context = context
        self.credential = credential
        self.keys = own
        self.reach = reach
        ingest = try await RequestClient(
            to: endpoint, in: context, security: Self.security(ingestKey, own), credential: credential)
    }

    /// Asks Ingest.
    public func call<Asked: Request>(
        _ request: Asked, within limit: Duration = .seconds(10)
    ) async throws(Refusal) -> Asked.Reply {
        try await ingest.call(request, within: limit)
    }

    /// Asks Ingest, and hands each part of the answer to `onPart`.
    public func stream<Asked: StreamingRequest>(
        _ request: Asked, within limit: Duration = .seconds(3600),
        onPart: (Asked.Part) async throws(Refusal) -> Void
    ) async throws(Refusal) -> Asked.Reply {
        try await ingest.stream(request, CallOptions(within: limit), onPart: onPart)
    }

    /// Asks a generation worker; the next one if a worker is busy or gone before its first word.
    ///
    /// - Throws: `noGeneratorAvailable` if Ingest knows none.
    public func ask(
        _ query: Ask, within limit: Duration = .seconds(300), onToken: (Token) async throws(Refusal) -> Void
    ) async throws(Refusal) -> Done {
        let found = try await call(FindGenerators(pool: query.pool?.name))
        var last = Refusal(.noGeneratorAvailable, retryAfter: 1000)
        for generator in found.generators {
            var hasBegun = false
            do throws(Refusal) {
                let client = try await client(for: generator)
                let options = CallOptions(within: limit, reach: reach)
                return try await client.stream(query, options) { (token) async throws(Refusal) in
                    hasBegun = true
                    try await onToken(token)
                }
            } catch {
                guard !hasBegun, error.isRetryable, error.code != .versionNotReached else { throw error }
                last = error
            }
        }
        throw last
    }

    public func close() async {
        let clients = generators.withLock { $0 }
        for client in clients.values { await client.close() }
        await ingest.close()
    }

    private func client(for generator: Generator) async throws(Refusal) -> RequestClient {
        if let known = generators.withLock({ $0[generator.endpoint] }) { return known }
        do throws(ZeroMQError) {
            let key = generator.serverKey.isEmpty ? nil : try CurvePublicKey(generator.serverKey)
            let client = try await RequestClient(
                to: generator.endpoint, in: context, security: Self.security(key, keys ?? CurveKeyPair()),
                credential: credential)
            return generators.withLock { clients in
                clients[generator.endpoint] = clients[generator.endpoint] ?? client
                return clients[generator.endpoint] ?? client
            }
        } catch {
            throw Refusal(.noGeneratorAvailable, "\(generator.endpoint) cannot be used as an endpoint.")
        }
    }

    private static func security(_ server: CurvePublicKey?, _ own: CurveKeyPair?) -> SocketSecurity {
        guard let server else { return .none }
        return .client(server: server, own: own ?? CurveKeyPair())
    }
}
