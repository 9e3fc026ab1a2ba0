internal import MemoryTypes
internal import Synchronization

/// Who may listen to events under CURVE: they tell of all tenants, so services only.
///
/// A subscriber sends nothing that a frontend could judge; its key is judged when it connects.
final class EventAdmission: Sendable {
    static let domain = "engram events"
    private let gate = Mutex<(any Gatekeeper)?>(nil)

    func set(_ gate: any Gatekeeper) { self.gate.withLock { $0 = gate } }

    /// Whether `key` opens the scope service; nobody's does until there is a gate.
    func admits(_ key: String) async -> Bool {
        guard let gate = gate.withLock({ $0 }) else { return false }
        do throws(Refusal) {
            return try await gate.caller(credential: "", curveKey: key).scopes.contains(.service)
        } catch {
            return false
        }
    }
}
