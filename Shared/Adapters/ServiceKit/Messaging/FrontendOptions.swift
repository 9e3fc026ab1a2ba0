internal import MemoryTypes
public import ZeroMQ

/// How a service listens.
public struct FrontendOptions: Sendable {
    /// Such as `tcp://127.0.0.1:7401`; the port may be `*`.
    public var endpoint: String
    public var security: SocketSecurity
    /// Bytes of a request's payload, at most.
    public var payloadBytesMax = Limits.clientMessageBytesMax
    /// Requests under way at one time, at most; further ones are refused with `queueFull`.
    public var inFlightMax = 4096
    /// Requests of one connection under way at one time, at most.
    public var inFlightPerPeerMax = 1024

    public init(endpoint: String, security: SocketSecurity = .none) {
        self.endpoint = endpoint
        self.security = security
    }
}
