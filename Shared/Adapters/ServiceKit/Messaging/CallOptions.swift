public import MemoryTypes

/// How one request is sent.
public struct CallOptions: Sendable {
    /// The answer, or the last part of it, must be there in this time; the server is told.
    public var limit: Duration
    /// A server that cannot be reached in this time is given up, if that is less; nil to wait for it.
    public var reach: Duration?
    /// For whom; nil for the credential's own tenant.
    public var tenant: TenantName?
    /// An API key; nil for the client's own.
    public var credential: String?
    /// A W3C trace context.
    public var trace: String
    /// The key for whose holder a service asks; nil for itself.
    public var actor: UInt64?

    public init(
        within limit: Duration = .seconds(10), reach: Duration? = nil, tenant: TenantName? = nil,
        credential: String? = nil, trace: String = "", actor: UInt64? = nil
    ) {
        self.limit = limit
        self.reach = reach
        self.tenant = tenant
        self.credential = credential
        self.trace = trace
        self.actor = actor
    }
}
