import MemoryTypes
import ServiceKit
import Threads
import Wire
import ZeroMQ

/// A frontend with a few handlers, and a client of it.
struct Bench {
    let context: Context
    let frontend: RequestFrontend
    let endpoint: String
    let client: RequestClient

    static func with(
        gate: any Gatekeeper = OpenGate(), options: FrontendOptions = FrontendOptions(endpoint: "tcp://127.0.0.1:*"),
        _ handlers: (inout RequestHandlers) -> Void, _ body: (Bench) async throws -> Void
    ) async throws {
        var table = RequestHandlers()
        handlers(&table)
        let context = Context()
        let frontend = RequestFrontend(options, in: context, gate: gate, handlers: table)
        let endpoint = try await frontend.start()
        let client = try await RequestClient(to: endpoint, in: context)
        let watch = Task { await frontend.run() }
        defer { watch.cancel() }
        try await body(Bench(context: context, frontend: frontend, endpoint: endpoint, client: client))
        await client.close()
        await frontend.drain(within: .zero)
    }

    /// Sends frames as they are, and reads the first answer.
    func exchange(_ frames: [[UInt8]]) async throws -> Packet {
        let box = Mailbox<ReceivedMessage>(capacity: 10)
        let socket = try Socket(.dealer, in: context, events: SocketEvents(received: { _ = try? box.put($0) }))
        try await socket.connect(endpoint)
        try socket.send(frames)
        let answer = await box.next()
        await socket.close()
        return try Packet(frames: answer?.frames ?? [])
    }
}

/// Throws when its task is cancelled, and not before.
func untilCancelled() async throws {
    _ = await Mailbox<Bool>(capacity: 1).next()
    throw CancellationError()
}

/// The code a call is refused with; nil if it is answered.
func code(_ body: () async throws(Refusal) -> Void) async -> RefusalCode? {
    do throws(Refusal) {
        try await body()
        return nil
    } catch {
        return error.code
    }
}

extension Welcome {
    static let sample = Welcome(
        service: "test", build: "", schemaMajor: 1, schemaMinor: 0, time: Timestamp(microseconds: 0), tenant: .default,
        scopes: .read)
}

extension LogVerdict {
    static func good(records: UInt64) -> LogVerdict {
        LogVerdict(records: records, blobs: 0, holds: true, reason: "", headHash: .zero)
    }
}
