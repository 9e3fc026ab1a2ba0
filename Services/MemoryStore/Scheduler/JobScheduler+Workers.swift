import Ledger
package import MemoryTypes

extension JobScheduler {
    package mutating func register(_ worker: UInt64, model: ModelDigest) { workers[worker] = Worker(model: model) }

    /// A worker asks for one more job; it is answered at once or by a later action, at the latest at `until`.
    package mutating func ask(_ request: UInt64, by worker: UInt64, until: Int64, now: Int64) -> [Action] {
        guard workers[worker] != nil else { return [.decline(request: request)] }
        asks.append(Ask(request: request, worker: worker, until: until))
        return dispatch(now: now)
    }

    /// Nobody waits for this request any more.
    package mutating func withdraw(_ request: UInt64) { asks.removeAll { $0.request == request } }

    /// A job for a worker right now, or none.
    package mutating func takeNow(by worker: UInt64, now: Int64) -> Assignment? {
        guard workers[worker] != nil else { return nil }
        return assignment(for: Ask(request: 0, worker: worker, until: now), now: now)
    }

    /// Gives what is ready to whoever waits.
    mutating func dispatch(now: Int64) -> [Action] {
        var actions: [Action] = []
        var left: [Ask] = []
        for ask in asks {
            if let assignment = assignment(for: ask, now: now) {
                actions.append(.assign(assignment))
            } else {
                left.append(ask)
            }
        }
        asks = left
        return actions
    }

    private mutating func assignment(for ask: Ask, now: Int64) -> Assignment? {
        guard let worker = workers[ask.worker], !worker.isAlone, let candidates = ready[worker.model] else {
            return nil
        }
        var stale: Set<ShardKey> = []
        var found: JobID?
        for key in candidates {
            guard let first = shards[key]?.first, let job = jobs[first], job.lease == nil else {
                stale.insert(key)
                continue
            }
            guard (job.notBefore ?? now) <= now else { continue }
            guard !job.runsAlone || worker.jobs.isEmpty else { continue }
            found = first
            stale.insert(key)
            break
        }
        ready[worker.model]?.removeAll { stale.contains($0) }
        return found.map { lease($0, to: ask, now: now) }
    }

    private mutating func lease(_ job: JobID, to ask: Ask, now: Int64) -> Assignment {
        let token = nextToken()
        jobs[job]?.lease = Lease(worker: ask.worker, token: token, expires: now + policy.lease, began: now)
        jobs[job]?.state = .leased
        jobs[job]?.notBefore = nil
        jobs[job]?.attempts += 1
        sleeping.insert(job)
        workers[ask.worker]?.jobs.insert(job)
        if jobs[job]?.runsAlone == true { workers[ask.worker]?.isAlone = true }
        return Assignment(
            request: ask.request, worker: ask.worker, job: job, shard: jobs[job]?.key.shard ?? 0, token: token)
    }

    // MARK: - Leases

    /// Whether the token is the one of the job's lease.
    package func holds(_ job: JobID, _ token: FencingToken) -> Bool { jobs[job]?.lease?.token == token }

    /// Keeps leases.
    ///
    /// - Returns: the tokens that are not kept.
    package mutating func renew(_ leases: [(job: JobID, token: FencingToken)], now: Int64) -> [FencingToken] {
        var lost: [FencingToken] = []
        for (job, token) in leases {
            guard let lease = jobs[job]?.lease, lease.token == token else {
                lost.append(token)
                continue
            }
            jobs[job]?.lease?.expires = min(now + policy.lease, lease.began + policy.jobTimeMax)
        }
        return lost
    }

    /// A commit under this lease begins: the lease does not end while it is under way.
    ///
    /// - Returns: false if there is no such lease.
    package mutating func beginCommit(_ job: JobID, _ token: FencingToken) -> Bool {
        guard holds(job, token) else { return false }
        jobs[job]?.lease?.isCommitting = true
        return true
    }

    /// The commit failed; the lease goes on.
    package mutating func commitFailed(_ job: JobID, _ token: FencingToken, now: Int64) {
        guard holds(job, token) else { return }
        jobs[job]?.lease?.isCommitting = false
        jobs[job]?.lease?.expires = now + policy.lease
    }

    /// A piece is a version now.
    package mutating func committed(_ job: JobID, _ token: FencingToken, done: Bool, now: Int64) -> [Action] {
        guard holds(job, token) else { return done ? remove(job, now: now) : [] }
        guard done else {
            let worker = jobs[job]?.lease?.worker ?? 0
            jobs[job]?.lease = Lease(worker: worker, token: token, expires: now + policy.lease, began: now)
            jobs[job]?.failures = 0
            jobs[job]?.firstFailed = nil
            return []
        }
        return remove(job, now: now)
    }

    /// A job is finished, cancelled or dropped.
    package mutating func remove(_ job: JobID, now: Int64) -> [Action] {
        unlease(job)
        dequeue(job)
        sleeping.remove(job)
        jobs[job] = nil
        return dispatch(now: now)
    }

    mutating func unlease(_ job: JobID) {
        guard let lease = jobs[job]?.lease else { return }
        jobs[job]?.lease = nil
        workers[lease.worker]?.jobs.remove(job)
        if workers[lease.worker]?.jobs.isEmpty == true { workers[lease.worker]?.isAlone = false }
    }

    /// A worker gives jobs back untouched.
    package mutating func release(_ leases: [(job: JobID, token: FencingToken)], now: Int64) -> [Action] {
        var actions: [Action] = []
        for (job, token) in leases where holds(job, token) {
            unlease(job)
            jobs[job]?.state = .queued
            sleeping.remove(job)
            if let key = jobs[job]?.key { markReady(key) }
            if let job = jobs[job] { actions.append(.write(job.setback())) }
        }
        return actions + dispatch(now: now)
    }

    /// A worker has said good-bye; what it still had goes back untouched.
    package mutating func leave(_ worker: UInt64, now: Int64) -> [Action] {
        let held = (workers[worker]?.jobs ?? []).compactMap { job in jobs[job]?.lease.map { (job, $0.token) } }
        let waiting = asks.filter { $0.worker == worker }.map { Action.decline(request: $0.request) }
        asks.removeAll { $0.worker == worker }
        let actions = release(held, now: now)
        workers[worker] = nil
        return waiting + actions
    }
}
