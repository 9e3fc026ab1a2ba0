internal import MemoryTypes
internal import Wire

/// A request that a frontend has begun on.
struct Asked: Sendable {
    let packet: Packet
    let kind: MessageKind
    let key: RequestKey
    /// What the requests in flight know it by.
    let number: UInt64
    /// Milliseconds since 1970 UTC; nil for none.
    let deadline: Int64?
    /// The CURVE key of the connection, if it has one.
    let user: String?
    let began = ContinuousClock.now

    /// What a handler knows, if `shown` may ask this.
    ///
    /// - Throws: `tenantMismatch`, `nameInvalid` or `scopeMissing`.
    func context(for shown: Caller) throws(Refusal) -> RequestContext {
        let caller = try shown.acting(for: packet.envelope.tenant, as: packet.envelope.actor)
        let wanted = kind.scope ?? .service
        guard caller.scopes.isSuperset(of: wanted) || caller.scopes.contains(.service) else {
            throw Refusal(.scopeMissing, "The credential does not open \(wanted).")
        }
        return RequestContext(caller: caller, deadline: deadline, trace: packet.envelope.trace, peer: key.peer)
    }
}
