package import MemoryTypes
import Synchronization
package import Wire

/// The workers that are there, as they said themselves. A worker that falls silent is forgotten.
package final class WorkerRegistry: Sendable {
    package struct Entry: Sendable {
        package let number: UInt64
        package let registration: RegisterWorker
        var seen: Timestamp
        var running: UInt32 = 0
        var waiting: UInt32 = 0
        var isDraining = false
        var pools: [PoolID: PoolVersion] = [:]
    }

    private struct State {
        var entries: [UInt64: Entry] = [:]
        var given: UInt64 = 0
    }

    private let epoch: UInt64
    private let state = Mutex(State())

    /// - Parameter epoch: of the store; numbers of a store before it are not known here.
    package init(epoch: UInt64) { self.epoch = epoch }

    /// A worker that registers again at the address where it is asked already takes its own place.
    package func register(_ registration: RegisterWorker, at now: Timestamp) -> UInt64 {
        state.withLock { state in
            if !registration.endpoint.isEmpty {
                state.entries = state.entries.filter { $0.value.registration.endpoint != registration.endpoint }
            }
            state.given += 1
            let number = epoch << 24 | state.given
            state.entries[number] = Entry(number: number, registration: registration, seen: now)
            return number
        }
    }

    /// - Throws: `unknownWorker`: it must register again.
    func heard(_ heartbeat: Heartbeat, at now: Timestamp) throws(Refusal) {
        let isKnown = state.withLock { state in
            guard var entry = state.entries[heartbeat.worker] else { return false }
            entry.seen = now
            entry.running = heartbeat.running
            entry.waiting = heartbeat.waiting
            entry.isDraining = heartbeat.draining
            entry.pools = Dictionary(heartbeat.pools.map { ($0.pool, $0.version) }, uniquingKeysWith: { max($0, $1) })
            state.entries[heartbeat.worker] = entry
            return true
        }
        guard isKnown else { throw Refusal(.unknownWorker) }
    }

    /// - Throws: `unknownWorker`: it must register again.
    func worker(_ number: UInt64, at now: Timestamp) throws(Refusal) -> Entry {
        let entry = state.withLock { state in
            state.entries[number]?.seen = now
            return state.entries[number]
        }
        guard let entry else { throw Refusal(.unknownWorker) }
        return entry
    }

    func remove(_ number: UInt64) { _ = state.withLock { $0.entries.removeValue(forKey: number) } }

    /// Forgets who was not heard since `limit`.
    ///
    /// - Returns: their numbers.
    func removeSilent(since limit: Timestamp) -> [UInt64] {
        state.withLock { state in
            let silent = state.entries.values.filter { $0.seen < limit }.map(\.number)
            for number in silent { state.entries[number] = nil }
            return silent
        }
    }

    package var all: [Entry] { state.withLock { $0.entries.values.sorted { $0.number < $1.number } } }

    /// Generation workers that take queries, least loaded first; of one model only, if it is given.
    func generators(for model: ModelDigest?, holding pool: PoolID?) -> [Generator] {
        let ready = all.filter { entry in
            entry.registration.kind == .generate && !entry.isDraining
                && (model == nil || entry.registration.model.digest == model)
        }
        let ordered = ready.sorted { ($0.running + $0.waiting, $0.number) < ($1.running + $1.waiting, $1.number) }
        return ordered.map { entry in
            Generator(
                endpoint: entry.registration.endpoint, serverKey: entry.registration.serverKey, running: entry.running,
                waiting: entry.waiting, model: entry.registration.model.digest,
                modelName: entry.registration.model.name, version: pool.flatMap { entry.pools[$0] })
        }
    }
}
