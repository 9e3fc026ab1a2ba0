public import MemoryTypes

/// What a handler knows of a request besides its message.
public struct RequestContext: Sendable {
    public let caller: Caller
    /// Milliseconds since 1970 UTC; nil for none. The handler's task is cancelled then.
    public let deadline: Int64?
    /// The client's W3C trace context; may be empty.
    public let trace: String
    /// The connection it came over.
    public let peer: [UInt8]

    public init(caller: Caller, deadline: Int64?, trace: String = "", peer: [UInt8] = []) {
        self.caller = caller
        self.deadline = deadline
        self.trace = trace
        self.peer = peer
    }

    public var tenant: TenantName { caller.tenant }

    /// The time that is left, at most `longest`.
    public func left(atMost longest: Duration) -> Duration {
        guard let deadline else { return longest }
        return min(longest, .milliseconds(max(0, deadline - WireClock.milliseconds)))
    }
}
