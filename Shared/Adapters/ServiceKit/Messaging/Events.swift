internal import Bytes
internal import MemoryTypes
internal import Threads
public import Wire
public import ZeroMQ

/// What is published.
public enum StoreEvent: Sendable {
    case versionAdvanced(VersionAdvanced)
    case poolChanged(PoolChanged)
    /// The connection stands (true) or was lost (false); what was published in between is lost.
    case connection(Bool)
}

/// Publishes events to whoever listens. Events are lost when nobody does; versions have numbers, so that one notices.
public final class EventPublisher: Sendable {
    private let socket: Socket

    /// - Parameter security: `.none` or `.server`.
    public init(in context: Context, security: SocketSecurity = .none) throws(ZeroMQError) {
        var options = SocketOptions()
        options.security = security
        options.domain = EventAdmission.domain
        options.highWaterMark = 10_000
        socket = try Socket(.pub, in: context, options: options, events: SocketEvents())
    }

    /// - Returns: the endpoint with the port that it got.
    public func bind(_ endpoint: String) async throws(ZeroMQError) -> String { try await socket.bind(endpoint) }

    public func publish(_ event: VersionAdvanced) { send("version.\(event.pool).", Packet(event)) }

    public func publish(_ event: PoolChanged) { send("pool.\(event.pool).", Packet(event)) }

    public func close() async { await socket.close() }

    private func send(_ topic: String, _ packet: Packet) {
        // A full mailbox is a lost event, which every subscriber must be ready for.
        try? socket.send([Array(topic.utf8)] + packet.frames())
    }
}

/// Listens to what a store publishes.
public final class EventSubscriber: Sendable {
    private let socket: Socket
    private let box: Mailbox<StoreEvent>

    /// Listens to all pools.
    public init(to endpoint: String, in context: Context, security: SocketSecurity = .none) async throws(ZeroMQError) {
        let box = Mailbox<StoreEvent>(capacity: 65_536)
        self.box = box
        var options = SocketOptions()
        options.security = security
        options.highWaterMark = 10_000
        options.subscriptions = [[]]
        socket = try Socket(
            .sub, in: context, options: options,
            events: SocketEvents(
                // What does not fit is lost like any event.
                received: { message in if let event = Self.event(message) { _ = try? box.put(event) } },
                connected: { _ = try? box.put(.connection($0)) }))
        try await socket.connect(endpoint)
    }

    /// The next event; nil once closed, or if the task is cancelled. One task at a time.
    public func next() async -> StoreEvent? { await box.next() }

    public func close() async {
        box.close()
        await socket.close()
    }

    private static func event(_ message: ReceivedMessage) -> StoreEvent? {
        guard let packet = try? Packet(frames: Array(message.frames.dropFirst())) else { return nil }
        switch packet.envelope.kind {
        case .versionAdvanced: return (try? packet.message(as: VersionAdvanced.self)).map(StoreEvent.versionAdvanced)
        case .poolChanged: return (try? packet.message(as: PoolChanged.self)).map(StoreEvent.poolChanged)
        default: return nil
        }
    }
}
