package import Ledger
package import MemoryTypes

/// Decides which worker gets which job, and what becomes of jobs that fail. It does nothing itself: its methods return
/// what is to be done. Time and chance come in as arguments.
///
/// Jobs of a shard run one after another in the order of arrival; shards run beside each other.
package struct JobScheduler {
    /// Times and bounds.
    package struct Policy: Equatable {
        /// A lease that is not renewed for so long is lost.
        package var lease: Int64 = 15_000_000
        /// A job is taken back after so long, however often its lease is renewed.
        package var jobTimeMax: Int64 = 900_000_000
        /// A failing job blocks its shard for so long and is then parked.
        package var retryTotal: Int64 = 60_000_000
        /// The first pause before another attempt; each further one is twice as long.
        package var backoffFirst: Int64 = 250_000
        package var backoffMax: Int64 = 15_000_000
        /// After so many deaths of its worker a job runs alone.
        package var deathsMax: UInt32 = 2
        /// After so many deaths alone it is a dead letter.
        package var deathsAloneMax: UInt32 = 3

        package init() {}
    }

    /// What is to be done.
    package enum Action: Equatable {
        /// Give a job to a worker's request.
        case assign(Assignment)
        /// Tell a worker's request that there is nothing.
        case decline(request: UInt64)
        /// Write down how a job stands.
        case write(JobSetback)
    }

    package struct Assignment: Equatable {
        package let request: UInt64
        package let worker: UInt64
        package let job: JobID
        /// Its shard, or a lane of edits.
        package let shard: UInt32
        package let token: FencingToken
    }

    /// A shard, or a lane of edits.
    struct ShardKey: Hashable {
        let pool: PoolID
        let shard: UInt32
    }

    package struct Lease: Equatable {
        package let worker: UInt64
        package let token: FencingToken
        var expires: Int64
        let began: Int64
        /// While its commit is under way a lease does not end.
        var isCommitting = false
    }

    struct Job {
        package let job: JobID
        let key: ShardKey
        let model: ModelDigest
        let created: Int64
        var state: JobState
        var attempts: UInt32
        var deaths: UInt32
        var deathsAlone: UInt32
        var failures = 0
        var firstFailed: Int64?
        var notBefore: Int64?
        package var lease: Lease?
        var runsAlone: Bool { state != .dead && deaths >= 2 }
    }

    struct Worker {
        let model: ModelDigest
        var jobs: Set<JobID> = []
        /// Whether the job it has must have no other beside it.
        var isAlone = false
    }

    struct Ask: Equatable {
        package let request: UInt64
        package let worker: UInt64
        let until: Int64
    }

    let policy: Policy
    private let epoch: UInt64
    private var tokens: UInt64 = 0
    var jobs: [JobID: Job] = [:]
    /// For every shard the jobs that wait or run, in the order of arrival; the first one may run.
    var shards: [ShardKey: [JobID]] = [:]
    var workers: [UInt64: Worker] = [:]
    /// Requests for work, the longest waiting first.
    var asks: [Ask] = []
    /// For every model the shards whose first job may be ready, the longest waiting first.
    var ready: [ModelDigest: [ShardKey]] = [:]
    /// Jobs that must be looked at when their time has come.
    var sleeping: Set<JobID> = []

    package init(policy: Policy = Policy(), epoch: UInt64) {
        self.policy = policy
        self.epoch = epoch
    }

    /// A token above all others of this store and of every store before it.
    mutating func nextToken() -> FencingToken {
        tokens += 1
        precondition(tokens < 1 << 32, "a store gave out 2^32 leases")
        return FencingToken(epoch << 32 | tokens)
    }

    // MARK: - Jobs come

    /// Takes in jobs as PostgreSQL has them. Leases of a store before this one are void.
    package mutating func load(_ rows: [JobRow], now: Int64) -> [Action] {
        for row in rows where jobs[row.job] == nil {
            let isRunning = row.state == .leased
            insert(
                Job(
                    job: row.job, key: ShardKey(pool: row.pool, shard: row.shard), model: row.model,
                    created: row.created.microseconds, state: isRunning ? .queued : row.state, attempts: row.attempts,
                    deaths: row.deaths, deathsAlone: row.deathsAlone, firstFailed: row.firstFailed?.microseconds,
                    notBefore: row.notBefore?.microseconds))
        }
        return dispatch(now: now)
    }

    /// Takes in a job that was just accepted.
    package mutating func add(_ job: JobID, pool: PoolID, shard: UInt32, model: ModelDigest, now: Int64) -> [Action] {
        guard jobs[job] == nil else { return [] }
        insert(
            Job(
                job: job, key: ShardKey(pool: pool, shard: shard), model: model, created: now, state: .queued,
                attempts: 0,
                deaths: 0, deathsAlone: 0))
        return dispatch(now: now)
    }

    private mutating func insert(_ job: Job) {
        jobs[job.job] = job
        switch job.state {
        case .dead: break
        case .parked: sleeping.insert(job.job)
        default:
            enqueue(job.job)
            if job.notBefore != nil { sleeping.insert(job.job) }
        }
    }

    /// Puts a job at its place in its shard, by its number; a parked one goes behind the others.
    mutating func enqueue(_ job: JobID, behind: Bool = false) {
        guard let key = jobs[job]?.key else { return }
        if let last = shards[key]?.last, last > job || last == job {
            insert(job, in: key, behind: behind)
        } else {
            shards[key, default: []].append(job)
        }
        markReady(key)
    }

    private mutating func insert(_ job: JobID, in key: ShardKey, behind: Bool) {
        guard let queue = shards[key], !queue.contains(job) else { return }
        let place = behind ? queue.endIndex : queue.lastIndex { $0 < job }.map { $0 + 1 } ?? queue.startIndex
        shards[key]?.insert(job, at: place)
    }

    mutating func markReady(_ key: ShardKey) {
        guard let first = shards[key]?.first, let model = jobs[first]?.model else { return }
        if ready[model]?.contains(key) != true { ready[model, default: []].append(key) }
    }

    /// Takes a job out of its shard.
    mutating func dequeue(_ job: JobID) {
        guard let key = jobs[job]?.key else { return }
        if shards[key]?.first == job { shards[key]?.removeFirst() } else { shards[key]?.removeAll { $0 == job } }
        if shards[key]?.isEmpty == true { shards[key] = nil }
        markReady(key)
    }

    /// How many jobs stand before one in its shard.
    package func depth(before job: JobID) -> Int {
        guard let key = jobs[job]?.key, let queue = shards[key] else { return 0 }
        // Who asks has mostly just come: the queue may be long, and its end is where to look first.
        return queue.lastIndex(of: job) ?? 0
    }
}
