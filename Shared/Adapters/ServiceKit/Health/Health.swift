internal import Synchronization

/// Whether a process lives and whether it takes work.
public final class Health: Sendable {
    /// Nil if all is well, or what is not.
    public typealias Check = @Sendable () async -> String?

    private struct State {
        var isReady = false
        var checks: [(name: String, check: Check)] = []
    }

    private let state = Mutex(State())

    public init() {}

    /// Ready once this was set, as long as every check is content.
    public func setReady(_ isReady: Bool) { state.withLock { $0.isReady = isReady } }

    /// Asks `check` whenever somebody asks for readiness.
    public func add(_ name: String, _ check: @escaping Check) { state.withLock { $0.checks.append((name, check)) } }

    /// What keeps the process from taking work; empty if nothing does.
    public func hindrances() async -> [String] {
        let (isReady, checks) = state.withLock { ($0.isReady, $0.checks) }
        guard isReady else { return ["the service is starting or stopping"] }
        var found: [String] = []
        for (name, check) in checks {
            if let fault = await check() { found.append("\(name): \(fault)") }
        }
        return found
    }
}
