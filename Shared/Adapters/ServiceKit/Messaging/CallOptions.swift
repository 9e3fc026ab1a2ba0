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

    public init(
        within limit: Duration = .seconds(10), reach: Duration? = nil, tenant: TenantName? = nil,
        credential: String? = nil, trace: String = ""
    ) {
        self.limit = limit
        self.reach = reach
        self.tenant = tenant
        self.credential = credential
        self.trace = trace
    }
}
