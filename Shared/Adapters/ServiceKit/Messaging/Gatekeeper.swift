public import MemoryTypes

/// Who asks.
public struct Caller: Hashable, Sendable {
    public let tenant: TenantName
    public let scopes: Scopes
    /// The key that was shown, or the one for whose holder a service asks; 0 where no keys are configured, the greatest
    /// number for a trusted CURVE key.
    public let key: UInt64
    public let limits: TenantLimits

    public init(tenant: TenantName, scopes: Scopes, key: UInt64, limits: TenantLimits) {
        self.tenant = tenant
        self.scopes = scopes
        self.key = key
        self.limits = limits
    }

    /// Anybody on this machine, where no keys are configured.
    public static let local = Caller(tenant: .default, scopes: .all, key: 0, limits: unlimited)

    /// Who shows a CURVE key that the store was told to trust: one of Engram's own programs, or an operator.
    public static let trusted = Caller(tenant: .default, scopes: .all, key: .max, limits: unlimited)

    private static let unlimited = TenantLimits(pools: 0, pendingDocuments: 0, documentBytes: 0, concurrentQueries: 0)
}

/// Decides whose a request is.
public protocol Gatekeeper: Sendable {
    /// - Parameters:
    ///   - credential: an API key, or empty.
    ///   - curveKey: the CURVE public key of the connection, if it has one.
    /// - Throws: `badCredential`.
    func caller(credential: String, curveKey: String?) async throws(Refusal) -> Caller

    /// What `caller` would give without asking anybody; nil if it has to ask.
    func knownCaller(credential: String, curveKey: String?) -> Caller?
}

extension Gatekeeper {
    public func knownCaller(credential: String, curveKey: String?) -> Caller? { nil }
}

/// Lets everybody in as the default tenant: for loopback, where no keys are configured.
public struct OpenGate: Gatekeeper {
    public init() {}

    public func caller(credential: String, curveKey: String?) async throws(Refusal) -> Caller { .local }
    public func knownCaller(credential: String, curveKey: String?) -> Caller? { .local }
}

extension Caller {
    /// This caller, for the tenant and in the name of the key that the envelope names.
    ///
    /// Where no keys are configured there is nobody to name: the actor says nothing then.
    /// - Throws: `tenantMismatch` unless the tenant is the caller's own, or the caller is a service; `scopeMissing` if
    ///   somebody else than a service names an actor.
    public func acting(for name: String, as actor: UInt64? = nil) throws(Refusal) -> Caller {
        let isService = scopes.contains(.service) && key != 0
        guard actor == nil || scopes.contains(.service) else {
            throw Refusal(.scopeMissing, "Only a service asks in the name of another key.")
        }
        let key = isService ? actor ?? key : key
        guard !name.isEmpty, name != tenant.text else {
            return Caller(tenant: tenant, scopes: scopes, key: key, limits: limits)
        }
        guard let other = TenantName(name) else { throw Refusal(.nameInvalid) }
        guard isService else { throw Refusal(.tenantMismatch) }
        return Caller(tenant: other, scopes: scopes, key: key, limits: limits)
    }
}
