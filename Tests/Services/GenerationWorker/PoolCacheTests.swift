import GenerationWorker
import MemoryTypes
import TestKit
import Testing

typealias Cache = PoolCache<String, String>

@Suite("Pool cache: which versions are held, and who waits for which")
struct PoolCacheTests {
    let start = ContinuousClock.now
    let pool = PoolID(7)
    var later: ContinuousClock.Instant { start + .seconds(60) }

    func cache(bytesMax: Int = 100) -> Cache { Cache(bytesMax: bytesMax) }

    /// What an action says, in words that tests can compare.
    func words(_ actions: [Cache.Action]) -> [String] {
        actions.map { action in
            switch action {
            case .load(let pool, let version): "load \(pool)@\(version.map(\.description) ?? "newest")"
            case .follow(let pool, let base, let version, let change):
                "make \(pool)@\(version) of \(base) and \(change)"
            case .ready(let id, let version, let snapshot): "ready \(id.value) \(version) \(snapshot)"
            case .expired(let id, let held): "expired \(id.value) \(held.map(\.description) ?? "none")"
            case .refused(let id, let fault): "refused \(id.value) \(fault)"
            }
        }
    }

    func hold(_ version: UInt64, in cache: inout Cache, pool: PoolID? = nil, bytes: Int = 10) -> [String] {
        let pool = pool ?? self.pool
        return words(
            cache.loaded(
                pool, asked: nil, version: PoolVersion(version), snapshot: "\(pool)@\(version)", bytes: bytes,
                now: start))
    }

    /// A cache that holds a pool which somebody has asked for and got.
    func holding(_ version: UInt64) -> Cache {
        var cache = cache()
        _ = cache.ask(QueryID(0), pool: pool, wish: .newest, deadline: later, now: start)
        _ = hold(version, in: &cache)
        cache.release(pool, PoolVersion(version))
        return cache
    }

    @Test("a pool is loaded when it is first asked for, once for all who ask")
    func firstUse() {
        var cache = cache()
        #expect(
            words(cache.ask(QueryID(1), pool: pool, wish: .newest, deadline: later, now: start)) == ["load 7@newest"])
        #expect(words(cache.ask(QueryID(2), pool: pool, wish: .newest, deadline: later, now: start)) == [])
        #expect(hold(4, in: &cache) == ["ready 1 4 7@4", "ready 2 4 7@4"])
        #expect(cache.heads == [pool: PoolVersion(4)])
    }

    @Test("a held pool answers at once, whatever the store does")
    func held() {
        var cache = holding(4)
        #expect(
            words(cache.ask(QueryID(1), pool: pool, wish: .newest, deadline: start, now: start)) == ["ready 1 4 7@4"])
    }

    @Test("the next version is made from the one before and its change")
    func follows() {
        var cache = holding(4)
        #expect(
            words(cache.heard(pool, version: PoolVersion(5), change: "five", now: start)) == [
                "make 7@5 of 7@4 and five"
            ])
        #expect(words(cache.heard(pool, version: PoolVersion(6), change: "six", now: start)) == [])
        let actions = cache.loaded(
            pool, asked: nil, followed: true, version: PoolVersion(5), snapshot: "7@5", bytes: 10, now: start)
        #expect(words(actions) == ["make 7@6 of 7@5 and six"])
        #expect(cache.bytes == 10)
    }

    @Test(
        "a gap, a change that cannot be followed and a heartbeat's head are closed with the manifest",
        arguments: [
            (UInt64(6), Optional("six")), (UInt64(5), nil), (UInt64(9), nil),
        ])
    func gap(version: UInt64, change: String?) {
        var cache = holding(4)
        #expect(
            words(cache.heard(pool, version: PoolVersion(version), change: change, now: start)) == ["load 7@newest"])
        #expect(hold(version, in: &cache) == [])
        #expect(cache.heads == [pool: PoolVersion(version)])
    }

    @Test("news that are old, or of a pool that nobody asked for, change nothing")
    func oldNews() {
        var cache = holding(4)
        #expect(words(cache.heard(pool, version: PoolVersion(4), change: "four", now: start)) == [])
        #expect(words(cache.heard(PoolID(8), version: PoolVersion(5), change: "five", now: start)) == [])
        #expect(cache.heads == [pool: PoolVersion(4)])
    }

    @Test("who wants a later version waits for it, and is refused with the version held when the deadline passes")
    func minimum() {
        var cache = holding(4)
        let soon = start + .seconds(1)
        _ = cache.ask(QueryID(1), pool: pool, wish: .atLeast(PoolVersion(5)), deadline: later, now: start)
        _ = cache.ask(QueryID(2), pool: pool, wish: .atLeast(PoolVersion(6)), deadline: soon, now: start)
        #expect(hold(5, in: &cache) == ["ready 1 5 7@5"])
        #expect(words(cache.tick(now: soon)) == ["expired 2 5"])
        #expect(cache.waiterCount == 0)
    }

    @Test("an earlier version asked for by number is loaded beside the newest, which stays the newest")
    func exact() {
        var cache = holding(4)
        let wish = VersionWish.exactly(PoolVersion(2))
        #expect(words(cache.ask(QueryID(1), pool: pool, wish: wish, deadline: later, now: start)) == ["load 7@2"])
        let actions = cache.loaded(
            pool, asked: PoolVersion(2), version: PoolVersion(2), snapshot: "7@2", bytes: 10, now: start)
        #expect(words(actions) == ["ready 1 2 7@2"])
        #expect(cache.heads == [pool: PoolVersion(4)])
        cache.release(pool, PoolVersion(2))
        #expect(words(cache.ask(QueryID(2), pool: pool, wish: wish, deadline: start, now: start)) == ["ready 2 2 7@2"])
    }

    @Test("a version that does not exist refuses those who asked for it and nobody else")
    func permanent() {
        var cache = holding(4)
        _ = cache.ask(QueryID(1), pool: pool, wish: .exactly(PoolVersion(9)), deadline: later, now: start)
        _ = cache.ask(QueryID(2), pool: pool, wish: .atLeast(PoolVersion(5)), deadline: later, now: start)
        let actions = cache.failed(pool, asked: PoolVersion(9), fault: .permanent("no version 9"), now: start)
        #expect(words(actions) == ["refused 1 permanent(\"no version 9\")"])
        #expect(cache.waiterCount == 1)
    }

    @Test("a store that cannot be reached is asked again while somebody waits")
    func transient() {
        var cache = cache()
        _ = cache.ask(QueryID(1), pool: pool, wish: .newest, deadline: later, now: start)
        #expect(words(cache.failed(pool, asked: nil, fault: .transient("down"), now: start)) == [])
        #expect(words(cache.tick(now: start + .milliseconds(499))) == [])
        #expect(words(cache.tick(now: start + .milliseconds(500))) == ["load 7@newest"])
    }

    @Test("a version stays while it is read, and leaves when a later one has come and the answer has ended")
    func pinned() {
        var cache = holding(4)
        _ = cache.ask(QueryID(1), pool: pool, wish: .newest, deadline: later, now: start)
        _ = hold(5, in: &cache)
        #expect(cache.bytes == 20)
        cache.release(pool, PoolVersion(4))
        #expect(cache.bytes == 10)
    }

    @Test("the pool not asked for longest makes room, never one that is read")
    func evicts() {
        var cache = cache(bytesMax: 25)
        for number in 1...3 as ClosedRange<UInt64> {
            _ = cache.ask(QueryID(number), pool: PoolID(number), wish: .newest, deadline: later, now: start)
            _ = hold(1, in: &cache, pool: PoolID(number))
            if number != 1 { cache.release(PoolID(number), PoolVersion(1)) }
        }
        #expect(Set(cache.heads.keys) == [PoolID(1), PoolID(3)])
        _ = cache.ask(QueryID(4), pool: pool, wish: .newest, deadline: later, now: start)
        #expect(hold(1, in: &cache, bytes: 26) == ["refused 4 tooLarge(bytes: 26, limit: 25)"])
    }

    @Test("a dropped pool is forgotten, and those who wait for it are refused")
    func dropped() {
        var cache = holding(4)
        _ = cache.ask(QueryID(1), pool: pool, wish: .atLeast(PoolVersion(5)), deadline: later, now: start)
        #expect(words(cache.dropped(pool, fault: .permanent("gone"))) == ["refused 1 permanent(\"gone\")"])
        #expect(cache.heads.isEmpty && cache.bytes == 0)
    }
}
