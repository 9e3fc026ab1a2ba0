internal import CZeroMQ
internal import Threads

/// A ZeroMQ socket on a thread of its own.
///
/// Anybody may send, from anywhere, without waiting: messages stand in a bounded mailbox until the thread takes them.
/// What comes is told to `SocketEvents` on the thread. A socket that nobody holds any more closes itself.
public actor Socket {
    private nonisolated let executor: ThreadExecutor
    private nonisolated let loop: SocketLoop

    public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    /// - Throws: `call` if libzmq does not give a socket or refuses an option.
    public init(
        _ kind: SocketKind, in context: Context, options: SocketOptions = SocketOptions(), events: SocketEvents
    ) throws(ZeroMQError) {
        let raw = try RawSocket(context: context, type: kind.type)
        try raw.configure(kind, options)
        let monitor = try SocketMonitor(of: raw, in: context)
        loop = SocketLoop(raw: raw, monitor: monitor, kind: kind, options: options, events: events)
        executor = ThreadExecutor(name: "zeromq", idler: loop)
        executor.begin()
    }

    deinit { executor.stop() }

    /// Listens at `endpoint`; the port may be `*` or 0.
    ///
    /// - Returns: the endpoint with the port that it got.
    public func bind(_ endpoint: String) throws(ZeroMQError) -> String {
        let wanted = endpoint.hasSuffix(":0") ? String(endpoint.dropLast()) + "*" : endpoint
        return try loop.withSocket { (raw) throws(ZeroMQError) in try raw.bind(wanted) }
    }

    /// Connects, and connects again whenever the connection is lost. A dealer has one connection.
    public func connect(_ endpoint: String) throws(ZeroMQError) {
        try loop.withSocket { (raw) throws(ZeroMQError) in try raw.connect(endpoint) }
    }

    /// Puts a message into the mailbox.
    ///
    /// - Throws: `full` or `closed`; nothing is sent then.
    public nonisolated func send(_ frames: [[UInt8]]) throws(ZeroMQError) {
        do throws(MailboxError) {
            try loop.outgoing.put(frames)
        } catch {
            switch error {
            case .full(let capacity): throw .full(capacity: capacity)
            case .closed: throw .closed
            }
        }
        loop.wake()
    }

    /// How many messages wait in the mailbox.
    public nonisolated var waiting: Int { loop.outgoing.count }

    /// Sends what waits, closes, and lets the thread end. The ports it listened at are free when this returns.
    public func close() {
        loop.end()
        executor.stop()
    }
}

extension SocketKind {
    var type: Int32 {
        switch self {
        case .router: ZMQ_ROUTER
        case .dealer: ZMQ_DEALER
        case .pub: ZMQ_PUB
        case .sub: ZMQ_SUB
        }
    }
}

extension RawSocket {
    func configure(_ kind: SocketKind, _ options: SocketOptions) throws(ZeroMQError) {
        try set(ZMQ_SNDHWM, options.highWaterMark)
        try set(ZMQ_RCVHWM, options.highWaterMark)
        try set(ZMQ_LINGER, options.lingerMilliseconds)
        try setLong(ZMQ_MAXMSGSIZE, options.frameBytesMax)
        try set(ZMQ_HANDSHAKE_IVL, options.handshakeMilliseconds)
        try set(ZMQ_HEARTBEAT_IVL, options.heartbeatMilliseconds.interval)
        try set(ZMQ_HEARTBEAT_TIMEOUT, options.heartbeatMilliseconds.timeout)
        try set(ZMQ_RECONNECT_IVL, options.reconnectMilliseconds.first)
        try set(ZMQ_RECONNECT_IVL_MAX, options.reconnectMilliseconds.longest)
        try set(ZMQ_TCP_KEEPALIVE, 1)
        try set(ZMQ_SNDTIMEO, 0)
        if kind == .router {
            try set(ZMQ_ROUTER_MANDATORY, 1)
            try set(ZMQ_ROUTER_HANDOVER, 1)
        }
        for topic in options.subscriptions { try set(ZMQ_SUBSCRIBE, topic) }
        try secure(options.security, domain: options.domain)
    }

    private func secure(_ security: SocketSecurity, domain: String) throws(ZeroMQError) {
        switch security {
        case .none: break
        case .server(let pair):
            try set(ZMQ_CURVE_SERVER, 1)
            try set(ZMQ_CURVE_SECRETKEY, Array(pair.secret.utf8))
            try set(ZMQ_ZAP_DOMAIN, Array(domain.utf8))
        case .client(let server, let own):
            try set(ZMQ_CURVE_SERVERKEY, Array(server.text.utf8))
            try set(ZMQ_CURVE_PUBLICKEY, Array(own.publicKey.text.utf8))
            try set(ZMQ_CURVE_SECRETKEY, Array(own.secret.utf8))
        }
    }
}
