import Ledger
import MemoryTypes
import PostgreSQL
import ServiceKit
import Synchronization

/// Knows callers by the keys that the ledger keeps. While there is none, everybody on this machine is let in, and from
/// elsewhere only who shows a trusted CURVE key.
final class LedgerGate: Gatekeeper {
    private struct Credential: Hashable {
        let secret: String
        let curveKey: String?
    }

    private struct Known {
        let caller: Caller
        let until: ContinuousClock.Instant
    }

    private let ledger: Ledger
    private let trusted: Set<String>
    private let known = Mutex<[Credential: Known]>([:])

    /// How long an answer of the database is good.
    private static let goodFor = Duration.seconds(5)
    /// Credentials remembered at one time.
    private static let knownMax = 10_000

    /// - Parameter trusted: CURVE public keys that need no entry in the ledger.
    init(_ ledger: Ledger, trusted: Set<String>) {
        self.ledger = ledger
        self.trusted = trusted
    }

    /// Keys have changed: everybody is looked up again.
    func forget() { known.withLock { $0.removeAll() } }

    func caller(credential: String, curveKey: String?) async throws(Refusal) -> Caller {
        if let curveKey, credential.isEmpty, trusted.contains(curveKey) { return .trusted }
        let key = Credential(secret: credential, curveKey: curveKey)
        let now = ContinuousClock.now
        if let entry = known.withLock({ $0[key] }), entry.until > now { return entry.caller }
        let caller = try await look(key)
        known.withLock { known in
            if known.count >= Self.knownMax { known.removeAll() }
            known[key] = Known(caller: caller, until: now + Self.goodFor)
        }
        return caller
    }

    private func look(_ key: Credential) async throws(Refusal) -> Caller {
        let found: (hasKeys: Bool, owner: KeyOwner?)
        do throws(LedgerError) {
            found = try await ledger.reads.perform(patience: .seconds(10)) { session throws(LedgerError) in
                guard try session.hasKeys() else { return (false, nil) }
                let owner = try session.owner(
                    secret: key.secret.isEmpty ? nil : key.secret, curveKey: key.curveKey, at: WireClock.now)
                return (true, owner)
            }
        } catch { throw error.refusal }
        guard found.hasKeys else {
            guard key.curveKey == nil else {
                throw Refusal(.badCredential, "No key has been made yet; the first is made under a trusted CURVE key.")
            }
            return .local
        }
        guard let owner = found.owner else { throw Refusal(.badCredential) }
        return Caller(tenant: owner.tenant, scopes: owner.scopes, key: owner.key, limits: owner.limits)
    }
}
