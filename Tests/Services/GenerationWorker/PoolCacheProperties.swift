import GenerationWorker
import MemoryTypes
import TestKit
import Testing

/// A store, an event stream that loses some events, and a cache between them and its readers.
private struct World {
    var random: SplitMix64
    var cache = Cache(bytesMax: 60)
    var heads: [PoolID: UInt64] = [PoolID(1): 3, PoolID(2): 0, PoolID(3): 9]
    var work: [Cache.Action] = []
    var wishes: [QueryID: (pool: PoolID, wish: VersionWish)] = [:]
    var pins: [(pool: PoolID, version: PoolVersion)] = []
    var now = ContinuousClock.now
    var failures: [String] = []

    mutating func perform(_ actions: [Cache.Action]) {
        for action in actions {
            switch action {
            case .load, .follow: work.append(action)
            case .ready(let id, let version, let snapshot): answer(id, version, snapshot)
            case .expired(let id, _), .refused(let id, _):
                if wishes.removeValue(forKey: id) == nil { failures.append("query \(id.value) ended twice") }
            }
        }
    }

    mutating func answer(_ id: QueryID, _ version: PoolVersion, _ snapshot: String) {
        guard let (pool, wish) = wishes.removeValue(forKey: id) else {
            return failures.append("\(id.value) ended twice")
        }
        pins.append((pool, version))
        if snapshot != "\(pool)@\(version)" { failures.append("\(snapshot) is not version \(version) of \(pool)") }
        switch wish {
        case .exactly(let exact): if exact != version { failures.append("\(version) instead of \(exact)") }
        case .atLeast(let least): if version < least { failures.append("\(version) is older than \(least)") }
        case .newest: break
        }
    }

    mutating func finishSomeWork() {
        guard !work.isEmpty else { return }
        switch work.remove(at: .random(in: 0..<work.count, using: &random)) {
        case .load(let pool, let asked):
            let head = heads[pool] ?? 0
            if Int.random(in: 0..<5, using: &random) == 0 {
                perform(cache.failed(pool, asked: asked, fault: .transient("down"), now: now))
            } else if let asked, asked.value > head {
                perform(cache.failed(pool, asked: asked, fault: .permanent("none"), now: now))
            } else {
                let version = asked ?? PoolVersion(head)
                perform(
                    cache.loaded(
                        pool, asked: asked, version: version, snapshot: "\(pool)@\(version)", bytes: 10, now: now))
            }
        case .follow(let pool, let base, let version, let change):
            if base != "\(pool)@\(version.value - 1)" || change != "\(version)" {
                failures.append("\(version) of \(base)")
            }
            perform(
                cache.loaded(
                    pool, asked: nil, followed: true, version: version, snapshot: "\(pool)@\(version)", bytes: 10,
                    now: now))
        default: break
        }
    }

    mutating func advance(_ pool: PoolID) {
        let version = (heads[pool] ?? 0) + 1
        heads[pool] = version
        guard Int.random(in: 0..<6, using: &random) != 0 else { return }
        perform(cache.heard(pool, version: PoolVersion(version), change: "\(version)", now: now))
    }

    mutating func ask(_ number: UInt64, _ pool: PoolID) {
        let head = heads[pool] ?? 0
        let wish: VersionWish =
            switch Int.random(in: 0..<3, using: &random) {
            case 0: .newest
            case 1: .atLeast(PoolVersion(head + .random(in: 0...2, using: &random)))
            default: .exactly(PoolVersion(.random(in: 0...head + 1, using: &random)))
            }
        wishes[QueryID(number)] = (pool, wish)
        let deadline = now + .milliseconds(.random(in: 0...200, using: &random))
        perform(cache.ask(QueryID(number), pool: pool, wish: wish, deadline: deadline, now: now))
    }
}

@Suite("Pool cache: whatever happens")
struct PoolCacheProperties {
    @Test("every query ends once with a version it may have, and the budget holds", arguments: 0..<60 as Range<UInt64>)
    func property(seed: UInt64) {
        var world = World(random: SplitMix64(seed: seed))
        for number in 1...600 as ClosedRange<UInt64> {
            world.now += .milliseconds(5)
            let pool = PoolID(.random(in: 1...3, using: &world.random))
            switch Int.random(in: 0..<5, using: &world.random) {
            case 0: world.advance(pool)
            case 1: world.ask(number, pool)
            case 2:
                guard let pin = world.pins.popLast() else { break }
                world.cache.release(pin.pool, pin.version)
            case 3: world.perform(world.cache.tick(now: world.now))
            default: world.finishSomeWork()
            }
            let pinned = Set(world.pins.map { "\($0.pool)@\($0.version)" }).count
            // Beyond the budget stand at most what is read, the bases of three changes under way and the newest comer.
            #expect(world.cache.bytes <= max(60, pinned * 10 + 40))
        }
        world.now += .seconds(1)
        world.perform(world.cache.tick(now: world.now))
        #expect(world.failures == [])
        #expect(world.wishes.isEmpty)
    }

    @Test("with no further loss a followed pool comes to the newest version", arguments: 0..<30 as Range<UInt64>)
    func converges(seed: UInt64) {
        var world = World(random: SplitMix64(seed: seed))
        let pool = PoolID(1)
        world.wishes[QueryID(1)] = (pool, .newest)
        let deadline = world.now + .seconds(60)
        world.perform(world.cache.ask(QueryID(1), pool: pool, wish: .newest, deadline: deadline, now: world.now))
        for _ in 0..<50 {
            world.finishSomeWork()
            world.advance(pool)
        }
        world.perform(
            world.cache.heard(pool, version: PoolVersion(world.heads[pool] ?? 0), change: nil, now: world.now))
        for _ in 0..<400 {
            world.finishSomeWork()
            world.now += .milliseconds(100)
            world.perform(world.cache.tick(now: world.now))
        }
        #expect(world.cache.heads[pool] == PoolVersion(world.heads[pool] ?? 0))
        #expect(world.failures == [])
    }
}
