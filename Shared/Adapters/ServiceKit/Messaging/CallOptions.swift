public import MemoryTypes

/// How one request is sent.
public struct CallOptions: Sendable {
    /// The answer, or the last part of it, must be there in this time; the server is told.
    public var limit: Duration
    /// For whom; nil for the credential's own tenant.
    public var tenant: TenantName?
    /// An API key; nil for the client's own.
    public var credential: String?
    /// A W3C trace context.
    public var trace: String

    public init(
        within limit: Duration = .seconds(10), tenant: TenantName? = nil, credential: String? = nil, trace: String = ""
    ) {
        self.limit = limit
        self.tenant = tenant
        self.credential = credential
        self.trace = trace
    }
}
