internal import Threads
internal import ZeroMQ

/// Two sockets that send a small message back and forth over TCP.
struct BareRoundTrip: Sendable {
    private let server: Socket
    private let client: Socket
    private let answers: Mailbox<Void>

    init() async throws {
        let context = Context()
        let questions = Mailbox<[[UInt8]]>(capacity: 16), answers = Mailbox<Void>(capacity: 16)
        let server = try Socket(
            .router, in: context, events: SocketEvents(received: { message in _ = try? questions.put(message.frames) }))
        client = try Socket(
            .dealer, in: context, events: SocketEvents(received: { _ in _ = try? answers.put(()) }))
        try await client.connect(try await server.bind("tcp://127.0.0.1:*"))
        self.server = server
        self.answers = answers
        Task { while let frames = await questions.next() { try? server.send(frames) } }
    }

    /// Milliseconds from sending to the answer, the median of `count` one after another.
    func measure(_ count: Int = 200) async throws -> Double {
        var times: [Double] = []
        for _ in 0..<count {
            times.append(
                try await seconds {
                    try client.send([[UInt8](repeating: 7, count: 64)])
                    _ = await answers.next()
                } * 1000)
        }
        return Samples(times).median
    }

    func close() async {
        await client.close()
        await server.close()
    }
}
