/// Judges the CURVE clients of all sockets of one context (ZeroMQ RFC 27, ZAP).
public final class Authenticator: Sendable {
    private let socket: Socket

    /// - Parameter admit: the user that a key stands for, which comes with every message as `ReceivedMessage.user`; nil
    ///   turns the client away.
    /// - Throws: `call` if the context has an authenticator already.
    public init(
        in context: Context, admit: @escaping @Sendable (CurvePublicKey, _ domain: String) async -> String?
    ) async throws(ZeroMQError) {
        let requests = AsyncStream.makeStream(of: [[UInt8]].self, bufferingPolicy: .bufferingOldest(1024))
        socket = try Socket(
            .router, in: context, events: SocketEvents(received: { requests.continuation.yield($0.frames) }))
        _ = try await socket.bind("inproc://zeromq.zap.01")
        let socket = socket
        Task { [weak socket] in
            for await frames in requests.stream {
                guard frames.count == 9, frames[8].count == 32 else { continue }
                let domain = String(decoding: frames[4], as: UTF8.self)
                let user = await admit(CurvePublicKey(bytes: frames[8]), domain)
                guard let socket else { return }
                try? socket.send(Self.answer(to: frames, user: user))
            }
        }
    }

    /// Request: routing id, empty, version, request id, domain, address, identity, mechanism, client key.
    private static func answer(to request: [[UInt8]], user: String?) -> [[UInt8]] {
        let status = user == nil ? ("400", "no such key") : ("200", "OK")
        return Array(request[0...3]) + [status.0, status.1, user ?? "", ""].map { Array($0.utf8) }
    }
}
