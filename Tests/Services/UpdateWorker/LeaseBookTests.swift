import MemoryTypes
import Testing
import UpdateWorker

@Suite("Update worker: leases")
struct LeaseBookTests {
    let start = ContinuousClock.now
    let first = LeaseBook.Lease(job: JobID(1), token: FencingToken(11))
    let second = LeaseBook.Lease(job: JobID(2), token: FencingToken(12))

    func book() -> LeaseBook {
        var book = LeaseBook()
        book.begin(second, goodFor: .seconds(10), jobMax: .seconds(100), now: start)
        book.begin(first, goodFor: .seconds(10), jobMax: .seconds(100), now: start)
        return book
    }

    @Test("a lease is good until its time, and lost from then on")
    func expires() {
        let book = book()
        #expect(!book.isLost(first.token, now: start + .milliseconds(9999)))
        #expect(book.isLost(first.token, now: start + .seconds(10)))
        #expect(book.renewable(now: start) == [first, second])
    }

    @Test("a renewal counts from when it was sent, and only for what was asked")
    func renewed() {
        var book = book()
        book.renewed([first], lost: [], goodFor: .seconds(10), sent: start + .seconds(5))
        #expect(!book.isLost(first.token, now: start + .seconds(14)))
        #expect(book.isLost(second.token, now: start + .seconds(14)))
    }

    @Test("a lease the store does not keep is lost at once and not renewed again")
    func lost() {
        var book = book()
        book.renewed([first, second], lost: [first.token], goodFor: .seconds(10), sent: start)
        #expect(book.isLost(first.token, now: start))
        #expect(book.renewable(now: start) == [second])
        #expect(book.all == [first, second])
    }

    @Test("renewing does not hide a job that takes too long")
    func tooLong() {
        var book = book()
        book.renewed([first, second], lost: [], goodFor: .seconds(500), sent: start + .seconds(99))
        #expect(!book.isLost(first.token, now: start + .seconds(99)))
        #expect(book.isLost(first.token, now: start + .seconds(100)))
        #expect(book.renewable(now: start + .seconds(100)) == [])
    }

    @Test("a job that has ended has no lease, and an unknown token counts as lost")
    func ended() {
        var book = book()
        book.end(first.token)
        #expect(book.all == [second])
        #expect(book.isLost(first.token, now: start))
    }
}

@Suite("Update worker: the last deltas")
struct TailCacheTests {
    func chain(_ pool: UInt64, _ shard: UInt32 = 0) -> TailCache.Chain { .init(pool: PoolID(pool), shard: shard) }

    @Test("the newest delta of a chain is the one that is given")
    func newest() {
        var cache = TailCache(bytesMax: 100)
        cache.keep([1], of: chain(1))
        cache.keep([2, 2], of: chain(1))
        cache.keep([3], of: chain(1, 1))
        #expect(cache.delta(of: chain(1)) == [2, 2])
        #expect(cache.delta(of: chain(1, 1)) == [3])
        #expect(cache.delta(of: chain(2)) == nil)
        #expect(cache.bytes == 3)
    }

    @Test("the chain not used for longest makes room")
    func room() {
        var cache = TailCache(bytesMax: 4)
        cache.keep([1, 1], of: chain(1))
        cache.keep([2, 2], of: chain(2))
        _ = cache.delta(of: chain(1))
        cache.keep([3], of: chain(3))
        #expect(cache.delta(of: chain(2)) == nil)
        #expect(cache.delta(of: chain(1)) == [1, 1])
        #expect(cache.bytes == 3)
    }

    @Test("a delta larger than the cache is not kept, and the one before it is gone too")
    func large() {
        var cache = TailCache(bytesMax: 2)
        cache.keep([1], of: chain(1))
        cache.keep([1, 2, 3], of: chain(1))
        #expect(cache.delta(of: chain(1)) == nil)
        #expect(cache.bytes == 0)
    }
}
