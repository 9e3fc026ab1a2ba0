import Ledger
import MemoryStore
import MemoryTypes
import TestKit
import Testing

@Suite struct JobSchedulerTests {
    private let model = ModelDigest(of: [1])
    private let second: Int64 = 1_000_000

    private func scheduler(_ change: (inout JobScheduler.Policy) -> Void = { _ in }) -> JobScheduler {
        var policy = JobScheduler.Policy()
        change(&policy)
        var scheduler = JobScheduler(policy: policy, epoch: 3)
        for worker: UInt64 in 1...3 { scheduler.register(worker, model: model) }
        return scheduler
    }

    private func add(_ job: UInt64, pool: UInt64 = 1, shard: UInt32 = 0, to scheduler: inout JobScheduler) {
        _ = scheduler.add(JobID(job), pool: PoolID(pool), shard: shard, model: model, now: 0)
    }

    private func take(_ scheduler: inout JobScheduler, worker: UInt64 = 1, now: Int64 = 0) -> JobScheduler.Assignment? {
        scheduler.takeNow(by: worker, now: now)
    }

    @Test func `jobs of one shard run one after another in the order of arrival`() throws {
        var scheduler = scheduler()
        for job: UInt64 in 1...3 { add(job, to: &scheduler) }
        for job: UInt64 in 1...3 {
            let given = try #require(take(&scheduler))
            #expect(given.job == JobID(job))
            #expect(take(&scheduler, worker: 2) == nil)
            _ = scheduler.committed(given.job, given.token, done: true, now: 0)
        }
    }

    @Test func `jobs of several shards and pools run beside each other`() {
        var scheduler = scheduler()
        add(1, shard: 0, to: &scheduler)
        add(2, shard: 1, to: &scheduler)
        add(3, pool: 2, to: &scheduler)
        let given = (1...3).compactMap { take(&scheduler, worker: $0)?.job.value }
        #expect(Set(given) == [1, 2, 3])
    }

    @Test func `a request that waits is given the next job that comes`() {
        var scheduler = scheduler()
        let answer1 = scheduler.ask(7, by: 1, until: second, now: 0)
        #expect(answer1 == [])
        let actions = scheduler.add(JobID(1), pool: PoolID(1), shard: 0, model: model, now: 5)
        guard case .assign(let given) = actions.first else {
            Issue.record("nothing was given")
            return
        }
        #expect(given.request == 7 && given.job == JobID(1))
    }

    @Test func `a request that waited long enough is told that there is nothing`() {
        var scheduler = scheduler()
        _ = scheduler.ask(7, by: 1, until: second, now: 0)
        let answer2 = scheduler.tick(now: second - 1) { 0 }
        #expect(answer2 == [])
        let answer3 = scheduler.tick(now: second) { 0 }
        #expect(answer3 == [.decline(request: 7)])
    }

    @Test func `a worker with another model is given nothing`() {
        var scheduler = scheduler()
        scheduler.register(9, model: ModelDigest(of: [2]))
        add(1, to: &scheduler)
        #expect(take(&scheduler, worker: 9) == nil)
        #expect(take(&scheduler) != nil)
    }

    @Test func `tokens rise, and those of a later store are above all of an earlier one`() throws {
        var scheduler = scheduler()
        add(1, to: &scheduler)
        add(2, shard: 1, to: &scheduler)
        let tokens = try (0..<2).map { _ in try #require(take(&scheduler)).token }
        #expect(tokens[0] < tokens[1])
        #expect(tokens[0].value >> 32 == 3)
    }

    @Test func `a lease that is renewed stays, and one that is not goes to another worker`() throws {
        var scheduler = scheduler { $0.lease = 10_000_000 }
        add(1, to: &scheduler)
        let first = try #require(take(&scheduler))
        let answer4 = scheduler.renew([(first.job, first.token)], now: 9 * second)
        #expect(answer4 == [])
        _ = scheduler.tick(now: 15 * second) { 0.5 }
        #expect(scheduler.holds(first.job, first.token))
        _ = scheduler.tick(now: 20 * second) { 0.5 }
        #expect(!scheduler.holds(first.job, first.token))
        let answer5 = scheduler.renew([(first.job, first.token)], now: 20 * second)
        #expect(answer5 == [first.token])
        let heir = try #require(take(&scheduler, worker: 2, now: 25 * second))
        #expect(heir.job == first.job && heir.token > first.token)
    }

    @Test func `renewal cannot hide a hang`() throws {
        var scheduler = scheduler { $0.jobTimeMax = 30_000_000 }
        add(1, to: &scheduler)
        let given = try #require(take(&scheduler))
        for now in 1...29 {
            let answer6 = scheduler.renew([(given.job, given.token)], now: Int64(now) * second)
            #expect(answer6 == [])
        }
        _ = scheduler.tick(now: 31 * second) { 0 }
        #expect(!scheduler.holds(given.job, given.token))
    }

    @Test func `a lease does not end while its commit is under way`() throws {
        var scheduler = scheduler { $0.lease = 1_000_000 }
        add(1, to: &scheduler)
        let given = try #require(take(&scheduler))
        let answer7 = scheduler.beginCommit(given.job, given.token)
        #expect(answer7)
        _ = scheduler.tick(now: 60 * second) { 0 }
        #expect(scheduler.holds(given.job, given.token))
        scheduler.commitFailed(given.job, given.token, now: 60 * second)
        _ = scheduler.tick(now: 62 * second) { 0 }
        #expect(!scheduler.holds(given.job, given.token))
    }

    @Test func `a failing job blocks its shard for the retry time and is then parked behind the others`() throws {
        var scheduler = scheduler { $0.retryTotal = 60_000_000 }
        add(1, to: &scheduler)
        add(2, to: &scheduler)
        var now: Int64 = 0
        var parked = false
        while now < 200 * second, !parked {
            guard let given = take(&scheduler, now: now) else {
                now += second / 4
                _ = scheduler.tick(now: now) { 0.5 }
                continue
            }
            #expect(given.job == JobID(1))
            let actions = scheduler.failed(
                given.job, given.token, permanent: false, code: 602, text: "no", jitter: 0.5, now: now)
            parked = actions.contains { if case .write(let setback) = $0 { setback.state == .parked } else { false } }
        }
        #expect(parked && now > 30 * second && now <= 61 * second)
        let other = try #require(take(&scheduler, now: now))
        #expect(other.job == JobID(2))
        _ = scheduler.committed(other.job, other.token, done: true, now: now)
        _ = scheduler.tick(now: now + 61 * second) { 0 }
        #expect(take(&scheduler, now: now + 61 * second)?.job == JobID(1))
    }

    @Test func `a permanent fault is a dead letter at once and its shard goes on`() throws {
        var scheduler = scheduler()
        add(1, to: &scheduler)
        add(2, to: &scheduler)
        let given = try #require(take(&scheduler))
        let actions = scheduler.failed(
            given.job, given.token, permanent: true, code: 216, text: "why", jitter: 0, now: 0)
        guard case .write(let setback) = actions.first else {
            Issue.record("nothing was written")
            return
        }
        #expect(setback.state == .dead && setback.code == 216 && setback.error == "why")
        let other = try #require(take(&scheduler))
        #expect(other.job == JobID(2))
        _ = scheduler.committed(other.job, other.token, done: true, now: 0)
        #expect(take(&scheduler) == nil)
        _ = scheduler.requeue(JobID(1), now: 0)
        #expect(take(&scheduler)?.job == JobID(1))
    }

    @Test func `after two deaths a job runs alone, and after three deaths alone it is a dead letter`() throws {
        var scheduler = scheduler {
            $0.lease = second
            $0.retryTotal = 600 * second
        }
        add(1, to: &scheduler)
        var now: Int64 = 0
        for death in 1...5 {
            now += 60 * second
            _ = scheduler.tick(now: now) { 0 }
            let given = try #require(take(&scheduler, now: now))
            if death > 2 {
                add(UInt64(10 + death), pool: UInt64(10 + death), to: &scheduler)
                #expect(take(&scheduler, now: now) == nil, "the worker has a job that runs alone")
                let other = try #require(take(&scheduler, worker: 2, now: now))
                _ = scheduler.committed(other.job, other.token, done: true, now: now)
            }
            now += 2 * second
            _ = scheduler.tick(now: now) { 0 }
            #expect(!scheduler.holds(given.job, given.token))
        }
        now += 60 * second
        _ = scheduler.tick(now: now) { 0 }
        #expect(take(&scheduler, now: now) == nil)
    }

    @Test func `what a worker gives back is no failed attempt and goes to another at once`() throws {
        var scheduler = scheduler()
        add(1, to: &scheduler)
        _ = try #require(take(&scheduler))
        _ = scheduler.leave(1, now: 0)
        #expect(take(&scheduler, worker: 1) == nil, "it has left")
        #expect(take(&scheduler, worker: 2)?.job == JobID(1))
    }

    @Test func `a store that starts again gives out what was leased before`() throws {
        var scheduler = scheduler()
        let row = JobRow(
            job: JobID(4), pool: PoolID(1), model: model, shard: 0, state: .leased, attempts: 1, deaths: 0,
            deathsAlone: 0, created: Timestamp(microseconds: 0), firstFailed: nil, notBefore: nil)
        _ = scheduler.load([row], now: 0)
        #expect(take(&scheduler)?.job == JobID(4))
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func `whatever happens, no shard runs two jobs, none is lost, and the order holds`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var scheduler = scheduler { $0.lease = 2 * second }
        var done: [UInt32: [UInt64]] = [:]
        var held: [JobScheduler.Assignment] = []
        var now: Int64 = 0
        for job: UInt64 in 1...60 { add(job, shard: UInt32(job % 3), to: &scheduler) }
        for _ in 0..<20_000 where done.values.map(\.count).reduce(0, +) < 60 {
            now += Int64.random(in: 0...200_000, using: &random)
            _ = scheduler.tick(now: now) { 0.5 }
            held.removeAll { !scheduler.holds($0.job, $0.token) }
            #expect(Set(held.map { $0.job.value % 3 }).count == held.count, "seed \(seed)")
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<5:
                if let given = take(&scheduler, worker: .random(in: 1...3, using: &random), now: now) {
                    held.append(given)
                }
            case 5..<9:
                guard let given = held.popLast() else { continue }
                done[UInt32(given.job.value % 3), default: []].append(given.job.value)
                _ = scheduler.committed(given.job, given.token, done: true, now: now)
            default:
                guard let given = held.popLast() else { continue }
                _ = scheduler.release([(given.job, given.token)], now: now)
            }
        }
        for (shard, jobs) in done { #expect(jobs == jobs.sorted(), "seed \(seed), shard \(shard)") }
        #expect(done.values.map(\.count).reduce(0, +) == 60, "seed \(seed)")
    }
}
