import MemoryTypes
import ServiceKit
import StoreClient
import Synchronization
import Testing
import Wire

/// A clock that stands until it is told to go on.
private final class StandingClock: Sendable {
    private let time = Mutex(ContinuousClock.now)
    var now: ContinuousClock.Instant { time.withLock { $0 } }
    func goOn(_ duration: Duration) { time.withLock { $0 += duration } }
}

@Suite("Store client: who a caller is")
struct StoreGateTests {
    private let clock = StandingClock()
    private static let limits = TenantLimits(pools: 0, pendingDocuments: 0, documentBytes: 0, concurrentQueries: 2)

    private let store = ScriptedStore { request throws(Refusal) in
        guard (request as? Authenticate)?.credential == "acme's" else { throw Refusal(.badCredential) }
        return Identity(
            tenant: TenantName(unchecked: "acme"), scopes: [.read], key: 7, limits: limits, goodForMilliseconds: 5000)
    }

    private func gate() -> StoreGate<ScriptedStore> {
        StoreGate(store: store, outageMax: .seconds(300)) { [clock] in clock.now }
    }

    private func code(_ gate: StoreGate<ScriptedStore>, _ credential: String) async -> RefusalCode? {
        do throws(Refusal) {
            _ = try await gate.caller(credential: credential, curveKey: nil)
            return nil
        } catch { return error.code }
    }

    private var asked: Int { store.requests(Authenticate.self).count }

    @Test("the store is asked once, and again when its answer is no longer good")
    func remembers() async throws {
        let gate = gate()
        for _ in 0..<3 {
            let caller = try await gate.caller(credential: "acme's", curveKey: nil)
            #expect(caller.tenant.text == "acme" && caller.key == 7 && caller.limits == Self.limits)
        }
        #expect(asked == 1)
        clock.goOn(.seconds(6))
        _ = try await gate.caller(credential: "acme's", curveKey: nil)
        #expect(asked == 2)
        _ = try await gate.caller(credential: "acme's", curveKey: "another connection's").tenant
        #expect(asked == 3, "the same key under another CURVE key is another caller")
    }

    @Test("while the store is away who is known is let in, for a bounded time, and nobody waits for it twice")
    func outage() async throws {
        let gate = gate()
        _ = try await gate.caller(credential: "acme's", curveKey: nil)
        store.turn { _ throws(Refusal) in throw Refusal(.storeUnavailable) }
        clock.goOn(.seconds(6))
        for _ in 0..<3 { #expect(try await gate.caller(credential: "acme's", curveKey: nil).tenant.text == "acme") }
        #expect(asked == 2)
        #expect(await code(gate, "a stranger's") == .storeUnavailable)
        clock.goOn(.seconds(290))
        #expect(await code(gate, "acme's") == nil)
        clock.goOn(.seconds(5))
        #expect(await code(gate, "acme's") == .storeUnavailable)
    }

    @Test("a key that was revoked opens no longer than the store's answer is good, and not in an outage after it")
    func revoked() async throws {
        let gate = gate()
        _ = try await gate.caller(credential: "acme's", curveKey: nil)
        store.turn { _ throws(Refusal) in throw Refusal(.badCredential) }
        clock.goOn(.seconds(6))
        #expect(await code(gate, "acme's") == .badCredential)
        store.turn { _ throws(Refusal) in throw Refusal(.storeUnavailable) }
        #expect(await code(gate, "acme's") == .storeUnavailable)
    }
}
