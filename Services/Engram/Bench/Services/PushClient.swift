internal import MemoryTypes
internal import Synchronization
internal import Wire
internal import ZeroMQ

/// One connection that keeps a number of requests under way.
final class PushClient: Sendable {
    private struct State {
        var requests: [[[UInt8]]] = []
        var sent = 0
        var answered = 0
        var done: CheckedContinuation<Result<Void, Failure>, Never>?
    }

    private let inFlight: Int
    private let state = Mutex(State())
    private let socketBox = Mutex<Socket?>(nil)

    init(to endpoint: String, inFlight: Int, in context: Context) async throws {
        self.inFlight = inFlight
        let socket = try Socket(
            .dealer, in: context,
            events: SocketEvents(
                received: { [weak self] in self?.received($0) },
                connected: { [weak self] stands in
                    if !stands { self?.finish(.failure(Failure(.unavailable, "The connection was lost."))) }
                }))
        try await socket.connect(endpoint)
        socketBox.withLock { $0 = socket }
    }

    /// Sends all requests, so many at a time, and returns when all are answered.
    ///
    /// - Throws: the first refusal.
    func send(_ requests: [[[UInt8]]]) async throws(Failure) {
        guard !requests.isEmpty else { return }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                state.withLock { $0 = State(requests: requests, done: continuation) }
                for _ in 0..<min(inFlight, requests.count) { sendNext() }
            }
        } onCancel: {
            finish(.failure(Failure(.interrupted, "Interrupted.")))
        }
        try result.get()
    }

    func close() async { await socketBox.withLock { $0 }?.close() }

    private func sendNext() {
        let request = state.withLock { state -> [[UInt8]]? in
            guard state.sent < state.requests.count else { return nil }
            defer { state.sent += 1 }
            return state.requests[state.sent]
        }
        guard let request else { return }
        do throws(ZeroMQError) {
            guard let socket = socketBox.withLock({ $0 }) else { throw ZeroMQError.closed }
            try socket.send(request)
        } catch {
            finish(.failure(Failure(.unavailable, "A document could not be sent: \(error)")))
        }
    }

    private func received(_ message: ReceivedMessage) {
        if let failure = Self.failure(in: message) { return finish(.failure(failure)) }
        let isLast = state.withLock { state in
            state.answered += 1
            return state.answered == state.requests.count
        }
        if isLast { finish(.success(())) } else { sendNext() }
    }

    private static func failure(in message: ReceivedMessage) -> Failure? {
        do throws(WireError) {
            let packet = try Packet(frames: message.frames)
            guard packet.envelope.kind != .documentAccepted else { return nil }
            let refusal = try? packet.message(as: Refusal.self)
            return Failure(.refused, refusal?.sentence ?? "A document was not accepted.")
        } catch {
            return Failure(.fault, "An answer could not be read: \(error)")
        }
    }

    private func finish(_ result: Result<Void, Failure>) {
        let done = state.withLock { state in
            defer { state.done = nil }
            return state.done
        }
        done?.resume(returning: result)
    }
}
