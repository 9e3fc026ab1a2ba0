internal import Bytes
public import MemoryTypes
internal import Synchronization
internal import Threads
public import Wire
public import ZeroMQ

/// Asks a service over one connection, as many requests at a time as one likes.
///
/// The connection is made again whenever it is lost; requests that were under way then fail as `storeUnavailable`,
/// which is retryable. A request that is cancelled or takes too long is cancelled at the server too.
public final class RequestClient: Sendable {
    private struct State {
        var exchanges: [UInt64: Exchange] = [:]
        var correlation: UInt64 = 0
        var isConnected = false
        var isSweeping = false
        var isClosed = false
    }

    public let endpoint: String
    private let credential: String
    private let state: Mutex<State>
    private let socketBox = Mutex<Socket?>(nil)

    /// - Parameters:
    ///   - credential: an API key for every request; empty for none.
    ///   - security: `.none`, or `.client` with the server's key.
    public init(
        to endpoint: String, in context: Context, security: SocketSecurity = .none, credential: String = ""
    ) async throws(ZeroMQError) {
        self.endpoint = endpoint
        self.credential = credential
        state = Mutex(State())
        var options = SocketOptions()
        options.security = security
        let socket = try Socket(
            .dealer, in: context, options: options,
            events: SocketEvents(
                received: { [weak self] in self?.receive($0) },
                connected: { [weak self] in self?.connectionChanged($0) }))
        try await socket.connect(endpoint)
        socketBox.withLock { $0 = socket }
    }

    /// Whether the server is there now.
    public var isConnected: Bool { state.withLock(\.isConnected) }

    /// Asks, and waits for the answer.
    public func call<Asked: Request>(_ request: Asked, _ options: CallOptions) async throws(Refusal) -> Asked.Reply {
        try await exchange(packet(request, options), options) { (_) throws(Refusal) in }.message(as: Asked.Reply.self)
    }

    /// Asks, and waits for the answer no longer than `limit`.
    public func call<Asked: Request>(_ request: Asked, within limit: Duration) async throws(Refusal) -> Asked.Reply {
        try await call(request, CallOptions(within: limit))
    }

    /// Asks, hands each part of the answer to `onPart`, and gives the last message.
    public func stream<Asked: StreamingRequest>(
        _ request: Asked, _ options: CallOptions = CallOptions(), onPart: (Asked.Part) async throws(Refusal) -> Void
    ) async throws(Refusal) -> Asked.Reply {
        let last = try await exchange(packet(request, options), options) { (packet) async throws(Refusal) in
            try await onPart(packet.message(as: Asked.Part.self))
        }
        return try last.message(as: Asked.Reply.self)
    }

    /// Passes a request on as it came, hands each part of the answer to `onPart`, and gives the last message.
    ///
    /// The correlation and the deadline are this client's own.
    public func relay(
        _ packet: Packet, _ options: CallOptions, onPart: (Packet) async throws(Refusal) -> Void
    ) async throws(Refusal) -> Packet {
        var packet = packet
        packet.envelope.tenant = options.tenant?.text ?? ""
        packet.envelope.credential = options.credential ?? credential
        packet.envelope.actor = options.actor
        return try await exchange(packet, options, onPart: onPart)
    }

    /// Ends every request under way, and the connection.
    public func close() async {
        let exchanges = state.withLock { state in
            state.isClosed = true
            defer { state.exchanges = [:] }
            return state.exchanges
        }
        for exchange in exchanges.values { exchange.fail(Refusal(.shuttingDown)) }
        await socket?.close()
    }

    private var socket: Socket? { socketBox.withLock { $0 } }

    private func packet(_ request: some Message, _ options: CallOptions) -> Packet {
        Packet(
            request, tenant: options.tenant?.text ?? "", credential: options.credential ?? credential,
            trace: options.trace, actor: options.actor)
    }

    private func exchange(
        _ packet: Packet, _ options: CallOptions, onPart: (Packet) async throws(Refusal) -> Void
    ) async throws(Refusal) -> Packet {
        var packet = packet
        let exchange = Exchange(deadline: .now + options.limit, reachedBy: options.reach.map { .now + $0 })
        let correlation = try begin(exchange)
        packet.envelope.correlation = correlation
        packet.envelope.deadline = WireClock.deadline(in: options.limit)
        packet.envelope.flags = .final
        do throws(Refusal) {
            try send(packet)
            while true {
                let part = try await exchange.next()
                if part.isLast { return part }
                try await onPart(part)
            }
        } catch {
            if end(correlation) { cancel(correlation, packet.envelope) }
            throw error
        }
    }

    private func send(_ packet: Packet) throws(Refusal) {
        guard let socket else { throw Refusal(.shuttingDown) }
        do throws(ZeroMQError) {
            try socket.send(packet.frames())
        } catch {
            throw Refusal(.storeUnavailable, "\(endpoint) takes no more requests now.", retryAfter: 100)
        }
    }

    private func cancel(_ correlation: UInt64, _ envelope: Envelope) {
        let cancel = Packet(
            Cancel(correlation: correlation), correlation: 0, tenant: envelope.tenant, credential: envelope.credential)
        // Whether it arrives does not matter: the deadline ends the request as well.
        try? socket?.send(cancel.frames())
    }
}

// What waits, and what comes.
extension RequestClient {
    private func begin(_ exchange: Exchange) throws(Refusal) -> UInt64 {
        let begun: (correlation: UInt64, mustSweep: Bool)? = state.withLock { state in
            guard !state.isClosed else { return nil }
            state.correlation += 1
            state.exchanges[state.correlation] = exchange
            defer { state.isSweeping = true }
            return (state.correlation, !state.isSweeping)
        }
        guard let begun else { throw Refusal(.shuttingDown) }
        if begun.mustSweep { Task { [weak self] in await Self.sweep { self } } }
        return begun.correlation
    }

    /// - Returns: whether the server may still be at it.
    private func end(_ correlation: UInt64) -> Bool {
        state.withLock { $0.exchanges.removeValue(forKey: correlation) != nil }
    }

    private func receive(_ message: ReceivedMessage) {
        guard let packet = try? Packet(frames: message.frames) else { return }
        let correlation = packet.envelope.correlation
        guard let exchange = state.withLock({ $0.exchanges[correlation] }) else { return }
        if exchange.deliver(packet) { _ = end(correlation) }
    }

    private func connectionChanged(_ isConnected: Bool) {
        let lost = state.withLock { state in
            let lost = state.isConnected && !isConnected ? state.exchanges : [:]
            state.isConnected = isConnected
            if !lost.isEmpty { state.exchanges = [:] }
            return lost
        }
        let refusal = Refusal(.storeUnavailable, "The connection to \(endpoint) was lost.")
        for exchange in lost.values { exchange.fail(refusal) }
    }

    /// Ends what has taken too long, as long as anything waits.
    private static func sweep(_ client: () -> RequestClient?) async {
        while client()?.sweepOnce() == true {
            do { try await Task.sleep(for: .milliseconds(20)) } catch { return }
        }
    }

    private func sweepOnce() -> Bool {
        let now = ContinuousClock.now
        let (late, isConnected, goesOn) = state.withLock { state in
            let late = state.exchanges.filter { $0.value.isLate(at: now, isConnected: state.isConnected) }
            if state.exchanges.isEmpty { state.isSweeping = false }
            return (late, state.isConnected, state.isSweeping)
        }
        let refusal =
            isConnected ? Refusal(.deadlinePassed) : Refusal(.storeUnavailable, "\(endpoint) cannot be reached.")
        for exchange in late.values { exchange.fail(refusal) }
        return goesOn
    }
}
