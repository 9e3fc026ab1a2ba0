public import MemoryTypes
public import ServiceKit
internal import Synchronization
internal import Wire

/// Asks MemoryStore whose a credential is, and remembers the answer for as long as the store says.
///
/// While the store cannot be asked, who is known is let in on: a generation worker goes on answering from the pools it
/// holds. That ends after `outageMax`, so that a key that was revoked meanwhile does not open for ever; and nobody who
/// is not known is let in.
public final class StoreGate<Store: StoreCalls>: Gatekeeper {
    public typealias Instant = ContinuousClock.Instant

    private struct Shown: Hashable {
        let credential: String
        let curveKey: String
    }

    private struct Known {
        let caller: Caller
        /// When the store is to be asked again.
        let goodUntil: Instant
        /// When nothing but the store can say any more.
        let lastUntil: Instant
    }

    private struct State {
        var known: [Shown: Known] = [:]
        /// The store could not be asked; nobody who is known waits for it before then.
        var awayUntil: Instant?
    }

    private let store: Store
    private let outageMax: Duration
    private let clock: @Sendable () -> Instant
    private let state = Mutex(State())

    /// Credentials remembered at one time; beyond it all are forgotten and asked for again.
    private static var knownMax: Int { 10_000 }
    /// How long after a failure the store is left alone.
    private static var pause: Duration { .seconds(1) }

    /// - Parameters:
    ///   - outageMax: how long after the store's last word a caller who is known is let in without it.
    ///   - clock: gives the time.
    public init(
        store: Store, outageMax: Duration = .seconds(300), clock: @escaping @Sendable () -> Instant = { .now }
    ) {
        self.store = store
        self.outageMax = outageMax
        self.clock = clock
    }

    public func knownCaller(credential: String, curveKey: String?) -> Caller? {
        known(Shown(credential: credential, curveKey: curveKey ?? ""))
    }

    /// Who needs no word of the store: it was asked lately, or could not be asked a moment ago.
    private func known(_ shown: Shown) -> Caller? {
        let (entry, awayUntil) = state.withLock { ($0.known[shown], $0.awayUntil) }
        let now = clock()
        guard let entry else { return nil }
        let isAway = awayUntil.map { now < $0 } ?? false
        return now < entry.goodUntil || isAway && now < entry.lastUntil ? entry.caller : nil
    }

    public func caller(credential: String, curveKey: String?) async throws(Refusal) -> Caller {
        let shown = Shown(credential: credential, curveKey: curveKey ?? "")
        if let caller = known(shown) { return caller }
        do throws(Refusal) {
            let identity = try await store.call(
                Authenticate(credential: shown.credential, curveKey: shown.curveKey), within: .seconds(5))
            return remember(identity, shown)
        } catch {
            return try withoutStore(shown, because: error)
        }
    }

    private func remember(_ identity: Identity, _ shown: Shown) -> Caller {
        let caller = Caller(
            tenant: identity.tenant, scopes: identity.scopes, key: identity.key, limits: identity.limits)
        let now = clock()
        let goodUntil = now + .milliseconds(Int(identity.goodForMilliseconds))
        let entry = Known(caller: caller, goodUntil: goodUntil, lastUntil: max(goodUntil, now + outageMax))
        state.withLock { state in
            if state.known.count >= Self.knownMax { state.known = [:] }
            state.known[shown] = entry
            state.awayUntil = nil
        }
        return caller
    }

    /// The caller as the store knew it last, if the store could not be asked and that was not too long ago.
    private func withoutStore(_ shown: Shown, because refusal: Refusal) throws(Refusal) -> Caller {
        let now = clock()
        let caller = state.withLock { state -> Caller? in
            guard refusal.saysNothingOfTheCaller else {
                state.known[shown] = nil
                return nil
            }
            guard refusal.code != .cancelled else { return nil }
            state.awayUntil = now + Self.pause
            return state.known[shown].flatMap { now < $0.lastUntil ? $0.caller : nil }
        }
        guard let caller else { throw refusal }
        return caller
    }
}

extension Refusal {
    /// Whether it came instead of an answer: the store, or its database, is away.
    fileprivate var saysNothingOfTheCaller: Bool {
        isRetryable || code == .deadlinePassed || code == .cancelled || code == .internalFault
    }
}
