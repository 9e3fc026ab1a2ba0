public import MemoryTypes
public import ServiceKit
internal import Synchronization
internal import Wire

/// Asks MemoryStore whose a credential is, and remembers the answer for as long as the store says.
public final class StoreGate<Store: StoreCalls>: Gatekeeper {
    private struct Shown: Hashable {
        let credential: String
        let curveKey: String
    }

    private struct Known {
        let caller: Caller
        let goodUntil: ContinuousClock.Instant
    }

    private let store: Store
    private let known = Mutex<[Shown: Known]>([:])

    /// Credentials remembered at one time; beyond it all are forgotten and asked for again.
    private static var knownMax: Int { 10_000 }

    public init(store: Store) { self.store = store }

    public func caller(credential: String, curveKey: String?) async throws(Refusal) -> Caller {
        let shown = Shown(credential: credential, curveKey: curveKey ?? "")
        let now = ContinuousClock.now
        if let entry = known.withLock({ $0[shown] }), entry.goodUntil > now { return entry.caller }
        let identity = try await store.call(
            Authenticate(credential: shown.credential, curveKey: shown.curveKey), within: .seconds(5))
        let caller = Caller(
            tenant: identity.tenant, scopes: identity.scopes, key: identity.key, limits: identity.limits)
        let entry = Known(caller: caller, goodUntil: now + .milliseconds(Int(identity.goodForMilliseconds)))
        known.withLock { known in
            if known.count >= Self.knownMax { known = [:] }
            known[shown] = entry
        }
        return caller
    }
}
