internal import MemoryTypes
package import ServiceKit
internal import Synchronization

/// The queries that each tenant has under way on this worker.
package final class TenantQueries: Sendable {
    private let running = Mutex<[TenantName: UInt32]>([:])

    package init() {}

    /// Runs `body` as one more query of the caller's tenant.
    ///
    /// - Throws: `tenantLimitReached`, which passes, if the tenant has as many as it may have; or what `body` throws.
    package func counting<Value>(_ caller: Caller, _ body: () async throws -> Value) async throws -> Value {
        try begin(caller)
        defer { end(caller) }
        return try await body()
    }

    private func begin(_ caller: Caller) throws(Refusal) {
        let limit = caller.limits.concurrentQueries
        try running.withLock { (running) throws(Refusal) in
            guard limit == 0 || running[caller.tenant, default: 0] < limit else {
                throw Refusal(
                    .tenantLimitReached, "The tenant may have \(limit) queries at one time on one worker.",
                    retryAfter: 100, numbers: [Int64(limit)])
            }
            running[caller.tenant, default: 0] += 1
        }
    }

    private func end(_ caller: Caller) {
        running.withLock { running in
            let left = running[caller.tenant, default: 1] - 1
            running[caller.tenant] = left == 0 ? nil : left
        }
    }
}
