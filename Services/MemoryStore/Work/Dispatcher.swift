import Ledger
import MemoryTypes
import ServiceKit
import Wire

/// Runs the scheduler's decisions: keeps its clock, wakes whoever waits for work, and writes setbacks down.
actor Dispatcher {
    private(set) var scheduler: JobScheduler
    private var waiting: [UInt64: CheckedContinuation<JobScheduler.Assignment?, Never>] = [:]
    private var requests: UInt64 = 0
    private let setbacks: AsyncStream<JobSetback>.Continuation

    /// - Parameter setbacks: gets what must be written down, in order.
    init(_ scheduler: JobScheduler, setbacks: AsyncStream<JobSetback>.Continuation) {
        self.scheduler = scheduler
        self.setbacks = setbacks
    }

    private var now: Int64 { WireClock.now.microseconds }

    // MARK: - Jobs

    func load(_ rows: [JobRow]) { run(scheduler.load(rows, now: now)) }

    /// - Returns: for each document how many jobs stand before its own in its shard.
    func add(_ documents: [AcceptedDocument]) -> [Int] {
        var actions: [JobScheduler.Action] = []
        let depths = documents.map { document in
            if document.first {
                actions += scheduler.add(
                    document.job, pool: document.pool, shard: document.shard, model: document.model, now: now)
            }
            return scheduler.depth(before: document.job)
        }
        run(actions)
        return depths
    }

    func remove(_ job: JobID) { run(scheduler.remove(job, now: now)) }
    func requeue(_ job: JobID) { run(scheduler.requeue(job, now: now)) }
    var pendingCount: Int { scheduler.jobs.count }
    func lease(of job: JobID) -> JobScheduler.Lease? { scheduler.jobs[job]?.lease }

    /// Figures for the gauges.
    var figures: (waiting: Int, dead: Int, oldest: Int64?) {
        let dead = scheduler.jobs.values.count { $0.state == .dead }
        let oldest = scheduler.jobs.values.lazy.filter { $0.state != .dead }.map(\.created).min()
        return (scheduler.jobs.count - dead, dead, oldest.map { now - $0 })
    }

    // MARK: - Work

    func register(_ worker: UInt64, model: ModelDigest) { scheduler.register(worker, model: model) }

    func leave(_ worker: UInt64) { run(scheduler.leave(worker, now: now)) }

    /// The next job for a worker: now, or as soon as there is one, or nil when the time is over.
    func next(for worker: UInt64, within limit: Duration) async -> JobScheduler.Assignment? {
        requests += 1
        let request = requests
        let until = now + Int64(limit / .microseconds(1))
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                waiting[request] = continuation
                if Task.isCancelled { withdraw(request) }
                run(scheduler.ask(request, by: worker, until: until, now: now))
            }
        } onCancel: {
            Task { await self.withdraw(request) }
        }
    }

    /// The next job for a worker, if there is one now.
    func takeNow(for worker: UInt64) -> JobScheduler.Assignment? { scheduler.takeNow(by: worker, now: now) }

    private func withdraw(_ request: UInt64) {
        scheduler.withdraw(request)
        waiting.removeValue(forKey: request)?.resume(returning: nil)
    }

    func beginCommit(_ job: JobID, _ token: FencingToken) -> Bool { scheduler.beginCommit(job, token) }
    func commitFailed(_ job: JobID, _ token: FencingToken) { scheduler.commitFailed(job, token, now: now) }
    func committed(_ job: JobID, _ token: FencingToken, done: Bool) {
        run(scheduler.committed(job, token, done: done, now: now))
    }

    func failed(_ job: JobID, _ token: FencingToken, permanent: Bool, code: UInt16, text: String) {
        run(
            scheduler.failed(
                job, token, permanent: permanent, code: code, text: text, jitter: .random(in: 0..<1), now: now))
    }

    func renew(_ leases: [LeaseReference]) -> [FencingToken] {
        scheduler.renew(leases.map { ($0.job, $0.token) }, now: now)
    }

    func release(_ leases: [LeaseReference]) {
        run(scheduler.release(leases.map { ($0.job, $0.token) }, now: now))
    }

    /// Looks at the clock until the task is cancelled.
    func keepTime() async {
        while !Task.isCancelled {
            run(scheduler.tick(now: now) { .random(in: 0..<1) })
            do { try await Task.sleep(for: .milliseconds(50)) } catch { return }
        }
    }

    private func run(_ actions: [JobScheduler.Action]) {
        for action in actions {
            switch action {
            case .assign(let assignment):
                if let asker = waiting.removeValue(forKey: assignment.request) {
                    asker.resume(returning: assignment)
                } else {
                    run(scheduler.release([(assignment.job, assignment.token)], now: now))
                }
            case .decline(let request): waiting.removeValue(forKey: request)?.resume(returning: nil)
            case .write(let setback): setbacks.yield(setback)
            }
        }
    }
}

extension Dispatcher {
    /// The pool of a job that is not finished.
    func pool(of job: JobID) -> PoolID? { scheduler.jobs[job]?.key.pool }
}

extension Dispatcher {
    /// Where a job waits or runs, and how many stand before it in its shard; nil for one that is over or dead.
    func place(of job: JobID) -> (pool: PoolID, model: ModelDigest, depth: Int)? {
        guard let entry = scheduler.jobs[job], entry.state != .dead else { return nil }
        return (entry.key.pool, entry.model, scheduler.depth(before: job))
    }

    /// How many jobs of a shard wait or run.
    func pendingCount(of pool: PoolID, shard: UInt32) -> Int {
        scheduler.shards[JobScheduler.ShardKey(pool: pool, shard: shard)]?.count ?? 0
    }

    /// How long a worker has had the next piece of a job, in microseconds, and the job's model.
    func age(of job: JobID, _ token: FencingToken) -> (microseconds: Int64, model: ModelDigest)? {
        guard let entry = scheduler.jobs[job], let lease = entry.lease, lease.token == token else { return nil }
        return (now - lease.began, entry.model)
    }

    /// Forgets the jobs of a pool that was dropped.
    func removeAll(of pool: PoolID) {
        for job in scheduler.jobs.values.filter({ $0.key.pool == pool }).map(\.job) { remove(job) }
    }
}
