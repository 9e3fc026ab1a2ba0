/// Which socket.
public enum SocketKind: Sendable {
    case router, dealer, pub, sub
}

/// Who may talk, and whether others can listen.
public enum SocketSecurity: Sendable {
    /// Plain text, for loopback and in-process endpoints.
    case none
    /// CURVE, as the side that is known. Clients are judged by the context's `Authenticator`.
    case server(CurveKeyPair)
    /// CURVE, as the side that knows the server's public key.
    case client(server: CurvePublicKey, own: CurveKeyPair)
}

/// What a socket is told before it is used.
public struct SocketOptions: Sendable {
    public var security = SocketSecurity.none
    /// What the authenticator is told of a server's socket besides the client's key.
    public var domain = "engram"
    /// Messages in each of a peer's two queues.
    public var highWaterMark = 1000
    /// Messages that wait in front of the socket, at most; further ones are refused.
    public var mailboxCapacity = 8192
    /// Bytes of one frame from outside, at most; a peer that sends more is cut off.
    public var frameBytesMax = (1 << 20) + 4096
    /// Bytes of one message from outside, at most; of a longer one only the first frame is delivered.
    public var messageBytesMax = 65 << 20
    /// Milliseconds that unsent messages are kept after the socket closes.
    public var lingerMilliseconds = 500
    /// Milliseconds for the handshake.
    public var handshakeMilliseconds = 5000
    /// Milliseconds between heartbeats of the connection, and until a silent peer is given up.
    public var heartbeatMilliseconds = (interval: 2000, timeout: 10_000)
    /// Milliseconds until a lost connection is tried again: the first time, doubling up to the longest.
    public var reconnectMilliseconds = (first: 50, longest: 5000)
    /// What a `sub` wants: topics that begin so.
    public var subscriptions: [[UInt8]] = []

    public init() {}
}
