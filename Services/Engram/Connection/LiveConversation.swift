internal import MemoryTypes
internal import ServiceKit
internal import Wire
internal import ZeroMQ

/// Requests over sockets.
struct LiveConversation: Conversation {
    private let client: RequestClient
    private let context: Context
    private let target: ConnectionTarget

    static func open(_ target: ConnectionTarget) async throws -> any Conversation {
        try await LiveConversation(target, in: Context())
    }

    private init(_ target: ConnectionTarget, in context: Context) async throws {
        self.target = target
        self.context = context
        do throws(ZeroMQError) {
            client = try await RequestClient(to: target.endpoint, in: context, credential: target.credential)
        } catch {
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
        try await client.stream(request, CallOptions(within: limit)) { (part) async throws(Refusal) in await onPart(part) }
    }

    func generator(for pool: PoolName?) async throws -> any Conversation {
        let found = try await client.call(FindGenerators(pool: pool), within: .seconds(10)).generators
        guard let best = found.first else { throw Refusal(.noGeneratorAvailable) }
        let target = ConnectionTarget(
            endpoint: best.endpoint, credential: target.credential, curveFolder: target.curveFolder)
        return try await LiveConversation(target, in: context)
    }

    func close() async { await client.close() }
}
