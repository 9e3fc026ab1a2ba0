internal import CZeroMQ
internal import Synchronization

/// What libzmq tells of a socket's connections and listeners, for the socket's thread.
@safe final class SocketMonitor {
    enum Event: Equatable {
        case connected, disconnected, listenerClosed
    }

    private let socket: RawSocket
    private let pair: RawSocket
    private static let count = Atomic<Int>(0)

    init(of socket: RawSocket, in context: Context) throws(ZeroMQError) {
        let endpoint = "inproc://monitor.\(Self.count.add(1, ordering: .relaxed).newValue)"
        let wanted = ZMQ_EVENT_HANDSHAKE_SUCCEEDED | ZMQ_EVENT_DISCONNECTED | ZMQ_EVENT_CLOSED
        guard unsafe zmq_socket_monitor(socket.handle, endpoint, wanted) == 0 else {
            throw ZeroMQError.last("zmq_socket_monitor")
        }
        self.socket = socket
        pair = try RawSocket(context: context, type: ZMQ_PAIR)
        try pair.set(ZMQ_LINGER, 0)
        try pair.connect(endpoint)
    }

    var handle: UnsafeMutableRawPointer? { unsafe pair.handle }

    /// - Returns: nil if nothing has happened.
    func next() -> Event? {
        while let frame = pair.receive(bytesMax: 4096)?.frames.first {
            guard frame.count >= 2 else { continue }
            switch Int32(frame[0]) | Int32(frame[1]) << 8 {
            case ZMQ_EVENT_HANDSHAKE_SUCCEEDED: return .connected
            case ZMQ_EVENT_DISCONNECTED: return .disconnected
            case ZMQ_EVENT_CLOSED: return .listenerClosed
            default: continue
            }
        }
        return nil
    }

    /// Waits until a listener's port is closed, or the time is over.
    func awaitClosedListener(milliseconds: Int) {
        let end = ContinuousClock.now + .milliseconds(milliseconds)
        while ContinuousClock.now < end {
            while let event = next() { if event == .listenerClosed { return } }
            var item = unsafe [zmq_pollitem_t(socket: handle, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0)]
            let left = (end - .now) / .milliseconds(1)
            _ = unsafe zmq_poll(&item, 1, max(1, Int(left)))
        }
    }

    /// To be called before the socket is closed. libzmq must be told first: on the thread that serves all
    /// connections it would wait for ever to hand over an event that nobody can take any more.
    func close() {
        _ = unsafe zmq_socket_monitor(socket.handle, nil, 0)
        pair.close()
    }
}
