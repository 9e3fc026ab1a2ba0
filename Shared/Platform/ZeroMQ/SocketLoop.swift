internal import CZeroMQ
internal import Glibc
internal import Threads

/// What a socket's thread does: sends what waits, hands over what came, and sleeps in `zmq_poll`.
///
/// Everything but `outgoing` and `wake` belongs to the thread.
@safe final class SocketLoop: ThreadIdling, @unchecked Sendable {
    let outgoing: Mailbox<[[UInt8]]>
    private let raw: RawSocket
    private let monitor: SocketMonitor
    private let bell = Bell()
    private let events: SocketEvents
    private let kind: SocketKind
    private let messageBytesMax: Int
    private var pending: [[[UInt8]]] = []
    private var sent = 0
    private var backlog = Backlog()
    /// Whether a dealer's peer is there. What is sent before stands in the mailbox, not in libzmq.
    /// `ZMQ_IMMEDIATE` would see to that too, but throws away what the peer has said last when it goes.
    private var mayFlush: Bool
    private(set) var isClosed = false

    private static let batchMax = 256
    private static let unbindMilliseconds = 2000

    init(raw: RawSocket, monitor: SocketMonitor, kind: SocketKind, options: SocketOptions, events: SocketEvents) {
        self.raw = raw
        self.monitor = monitor
        self.kind = kind
        self.events = events
        mayFlush = kind != .dealer
        messageBytesMax = options.messageBytesMax
        outgoing = Mailbox(capacity: options.mailboxCapacity)
    }

    func withSocket<Value>(_ body: (RawSocket) throws(ZeroMQError) -> Value) throws(ZeroMQError) -> Value {
        guard !isClosed else { throw .closed }
        return try body(raw)
    }

    func wake() { bell.ring() }

    func idle() {
        if isClosed { return sleep() }
        if !backlog.isEmpty { backlog.retry(send).forEach(events.undeliverable) }
        watch()
        let hasSent = flush()
        let hasReceived = receive()
        if !hasSent, !hasReceived { sleep() }
    }

    func end() {
        guard !isClosed else { return }
        outgoing.close()
        while flush() {}
        stopListening()
        isClosed = true
        monitor.close()
        raw.close()
    }

    /// Whoever listens at the same port next must not find it taken.
    private func stopListening() {
        for endpoint in raw.endpoints where endpoint.hasPrefix("tcp://") {
            do throws(ZeroMQError) { try raw.unbind(endpoint) } catch { continue }
            monitor.awaitClosedListener(milliseconds: Self.unbindMilliseconds)
        }
    }

    /// - Returns: whether anything was sent.
    private func flush() -> Bool {
        guard mayFlush else { return false }
        if sent == pending.count {
            pending = outgoing.takeAll()
            sent = 0
        }
        let before = sent
        while sent < pending.count {
            guard kind == .router ? route(pending[sent]) : send(pending[sent]) != .full else { break }
            pending[sent] = []
            sent += 1
        }
        return sent > before
    }

    private func send(_ message: [[UInt8]]) -> Backlog.Outcome {
        let code = raw.send(message, waiting: false)
        return code == 0 ? .sent : code == EAGAIN ? .full : .gone
    }

    /// - Returns: true: the message is sent, waits, or cannot be delivered.
    private func route(_ message: [[UInt8]]) -> Bool {
        let outcome = backlog.holds(message[0]) ? .full : send(message)
        if outcome == .gone || (outcome == .full && !backlog.append(message)) { events.undeliverable(message) }
        return true
    }

    /// - Returns: whether anything came.
    private func receive() -> Bool {
        guard kind != .pub else { return false }
        for count in 0..<Self.batchMax {
            guard let message = raw.receive(bytesMax: messageBytesMax) else { return count > 0 }
            events.received(message)
        }
        return true
    }

    /// Tells of connections that came or went.
    private func watch() {
        while let event = monitor.next() {
            switch event {
            case .connected: changeConnection(true)
            case .disconnected:
                // What the peer said before it went stands in the queue already: it is heard first.
                while receive() {}
                changeConnection(false)
            case .listenerClosed: break
            }
        }
    }

    private func changeConnection(_ isConnected: Bool) {
        if kind == .dealer { mayFlush = isConnected }
        events.connected?(isConnected)
    }

    private func sleep() {
        var items = unsafe [zmq_pollitem_t(socket: nil, fd: bell.descriptor, events: Int16(ZMQ_POLLIN), revents: 0)]
        if !isClosed {
            let wanted = ZMQ_POLLIN | (mayFlush && sent < pending.count ? ZMQ_POLLOUT : 0)
            unsafe items.append(zmq_pollitem_t(socket: raw.handle, fd: 0, events: Int16(wanted), revents: 0))
            unsafe items.append(
                zmq_pollitem_t(socket: monitor.handle, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0))
        }
        // A router does not tell when a peer has room again.
        _ = unsafe zmq_poll(&items, Int32(items.count), backlog.isEmpty ? -1 : 2)
        if unsafe items[0].revents != 0 { bell.clear() }
    }
}
