import Ledger
package import MemoryTypes

extension JobScheduler {
    /// A worker says that a job failed.
    ///
    /// - Parameter jitter: 0 ..< 1, drawn anew each time.
    package mutating func failed(
        _ job: JobID, _ token: FencingToken, permanent: Bool, code: UInt16, text: String, jitter: Double, now: Int64
    ) -> [Action] {
        guard holds(job, token) else { return [] }
        unlease(job)
        if permanent { return bury(job, code: code, text: text, now: now) }
        return retry(job, code: code, text: text, jitter: jitter, now: now)
    }

    /// The worker that had the job is thought dead.
    mutating func died(_ job: JobID, jitter: Double, now: Int64) -> [Action] {
        guard let old = jobs[job] else { return [] }
        unlease(job)
        if old.runsAlone { jobs[job]?.deathsAlone += 1 }
        jobs[job]?.deaths += 1
        let text = "the worker that had it fell silent"
        if let alone = jobs[job]?.deathsAlone, alone >= policy.deathsAloneMax {
            return bury(job, code: RefusalCode.leaseLost.rawValue, text: text, now: now)
        }
        return retry(job, code: RefusalCode.leaseLost.rawValue, text: text, jitter: jitter, now: now)
    }

    /// Once more, after a pause; or parked, if it has blocked its shard for too long.
    private mutating func retry(_ job: JobID, code: UInt16, text: String, jitter: Double, now: Int64) -> [Action] {
        guard var entry = jobs[job] else { return [] }
        entry.failures += 1
        let first = entry.firstFailed ?? now
        entry.firstFailed = first
        let pause = backoff(entry.failures, jitter: jitter)
        if now + pause - first > policy.retryTotal {
            entry.state = .parked
            entry.notBefore = now + policy.retryTotal
        } else {
            entry.state = entry.runsAlone ? .quarantined : .retrying
            entry.notBefore = now + pause
        }
        jobs[job] = entry
        sleeping.insert(job)
        if entry.state == .parked { dequeue(job) } else { markReady(entry.key) }
        return [.write(entry.setback(code: code, text: text))] + dispatch(now: now)
    }

    private func backoff(_ failures: Int, jitter: Double) -> Int64 {
        let doubled = policy.backoffFirst << Int64(min(failures - 1, 20))
        return Int64(Double(min(doubled, policy.backoffMax)) * (0.5 + jitter))
    }

    /// A dead letter: a person must look at it.
    private mutating func bury(_ job: JobID, code: UInt16, text: String, now: Int64) -> [Action] {
        dequeue(job)
        sleeping.remove(job)
        jobs[job]?.state = .dead
        jobs[job]?.notBefore = nil
        guard let entry = jobs[job] else { return [] }
        return [.write(entry.setback(code: code, text: text))] + dispatch(now: now)
    }

    /// A person wants it tried again.
    package mutating func requeue(_ job: JobID, now: Int64) -> [Action] {
        guard jobs[job]?.lease == nil else { return [] }
        jobs[job]?.state = .queued
        jobs[job]?.deaths = 0
        jobs[job]?.deathsAlone = 0
        jobs[job]?.attempts = 0
        jobs[job]?.failures = 0
        jobs[job]?.firstFailed = nil
        jobs[job]?.notBefore = nil
        sleeping.remove(job)
        enqueue(job)
        return dispatch(now: now)
    }

    /// What time has brought: leases that ended, pauses that are over, requests that waited long enough.
    ///
    /// - Parameter jitter: gives 0 ..< 1, another one each time.
    package mutating func tick(now: Int64, jitter: () -> Double) -> [Action] {
        var actions: [Action] = []
        for job in sleeping.sorted() {
            guard let entry = jobs[job] else {
                sleeping.remove(job)
                continue
            }
            if let lease = entry.lease {
                let isOver = lease.expires <= now || now - lease.began > policy.jobTimeMax
                if isOver, !lease.isCommitting { actions += died(job, jitter: jitter(), now: now) }
            } else if (entry.notBefore ?? now) <= now {
                wake(job, entry)
            }
        }
        for ask in asks where ask.until <= now { actions.append(.decline(request: ask.request)) }
        asks.removeAll { $0.until <= now }
        return actions + dispatch(now: now)
    }

    private mutating func wake(_ job: JobID, _ entry: Job) {
        sleeping.remove(job)
        jobs[job]?.notBefore = nil
        if entry.state == .parked {
            // It has had its time in the order; now it is tried behind the others, with a new time to fail in.
            jobs[job]?.firstFailed = nil
            jobs[job]?.failures = 0
            enqueue(job, behind: true)
        } else {
            markReady(entry.key)
        }
    }
}

extension JobScheduler.Job {
    /// How this job is to be written down.
    func setback(code: UInt16 = 0, text: String = "") -> JobSetback {
        JobSetback(
            job: job, state: state, deaths: deaths, deathsAlone: deathsAlone,
            firstFailed: firstFailed.map { Timestamp(microseconds: $0) },
            notBefore: notBefore.map { Timestamp(microseconds: $0) }, code: code, error: text)
    }
}
