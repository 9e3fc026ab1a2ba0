package import MemoryTypes

/// Which version of a pool an answer is to be given from.
package enum VersionWish: Hashable, Sendable {
    /// The newest one held, or the newest there is if none is held.
    case newest
    /// This one or a later one.
    case atLeast(PoolVersion)
    /// This one.
    case exactly(PoolVersion)
}

/// Decides which versions of which pools a generation worker holds, and who waits for which.
///
/// A held pool is followed: a version that is the next one is made from its delta, a gap is closed with a manifest.
/// Versions stay under a budget of bytes, the least recently used ones leave first, and none leaves while an answer
/// is given from it. It does no I/O: every method returns what is to be done, and is told later how it went.
package struct PoolCache<Snapshot: Sendable, Change: Sendable> {
    package typealias Instant = ContinuousClock.Instant
    package typealias WaiterID = QueryID

    /// What is to be done.
    package enum Action {
        /// Load a version from the store: the newest, or the one named. Answered by `loaded` or `failed`.
        case load(PoolID, PoolVersion?)
        /// Make `version` from the held one before it. Answered by `loaded` or `failed`.
        case follow(PoolID, base: Snapshot, version: PoolVersion, Change)
        /// Answer from this snapshot, which is pinned until `release`.
        case ready(WaiterID, PoolVersion, Snapshot)
        /// The deadline passed while the pool stood at `held`.
        case expired(WaiterID, held: PoolVersion?)
        /// The version cannot be had.
        case refused(WaiterID, LoadFault)
    }

    /// Why a version could not be loaded.
    package enum LoadFault: Error, Equatable, Sendable {
        /// The store has no such pool or version, or the pool is of another model: asking again does not help.
        case permanent(String)
        /// The store said no, in these words.
        case refused(Refusal)
        /// The store could not be reached: the load is tried again while somebody waits.
        case transient(String)
        /// The version takes more bytes than the whole cache may hold.
        case tooLarge(bytes: Int, limit: Int)
    }

    struct Held {
        let snapshot: Snapshot
        let bytes: Int
        var pins = 0
        var usedAt: UInt64
        var askedByName: Bool
    }

    struct Waiter {
        let id: WaiterID
        let wish: VersionWish
        let deadline: Instant
    }

    struct Pool {
        var held: [PoolVersion: Held] = [:]
        /// The newest version held by following, or nil.
        var head: PoolVersion?
        /// Changes heard of and not applied yet, by the version they make.
        var changes: [PoolVersion: Change] = [:]
        /// The newest version heard of.
        var announced: PoolVersion?
        var loading: Set<PoolVersion?> = []
        var isFollowing = false
        var waiters: [Waiter] = []
        /// A load failed: the store is left alone until then.
        var backoffEnds: Instant?
        /// News may have been lost: the store is asked again then, if somebody still waits.
        var recheckAt: Instant?
    }

    package let bytesMax: Int
    /// Changes kept for a pool while another one is applied; beyond that the manifest is cheaper.
    package let changesMax: Int
    /// How long a waiter waits for news before the store is asked once more.
    package let retryInterval: Duration
    var pools: [PoolID: Pool] = [:]
    private var clock: UInt64 = 0

    package init(bytesMax: Int, changesMax: Int = 64, retryInterval: Duration = .milliseconds(500)) {
        self.bytesMax = bytesMax
        self.changesMax = changesMax
        self.retryInterval = retryInterval
    }

    /// Bytes of all versions held.
    package var bytes: Int { pools.values.reduce(0) { $0 + $1.held.values.reduce(0) { $0 + $1.bytes } } }

    /// The newest version held of every pool.
    package var heads: [PoolID: PoolVersion] { pools.compactMapValues(\.head) }

    package var waiterCount: Int { pools.values.reduce(0) { $0 + $1.waiters.count } }

    // MARK: Asking

    /// Somebody wants to read a pool. Answered by `ready`, `expired` or `refused`, now or later.
    package mutating func ask(
        _ id: WaiterID, pool: PoolID, wish: VersionWish, deadline: Instant, now: Instant
    ) -> [Action] {
        if let version = version(of: pool, granting: wish) { return [pin(pool, version, for: id, wish: wish)] }
        guard deadline > now else { return [.expired(id, held: pools[pool]?.head)] }
        pools[pool, default: Pool()].waiters.append(Waiter(id: id, wish: wish, deadline: deadline))
        return startLoads(pool, now: now)
    }

    /// Nobody waits under this name any more.
    package mutating func cancel(_ id: WaiterID) {
        for pool in pools.keys { pools[pool]?.waiters.removeAll { $0.id == id } }
    }

    /// An answer that was given from a version has ended.
    package mutating func release(_ pool: PoolID, _ version: PoolVersion) {
        guard let pins = pools[pool]?.held[version]?.pins, pins > 0 else {
            preconditionFailure("version \(version) of pool \(pool) was released without being pinned")
        }
        pools[pool]?.held[version]?.pins -= 1
        dropSuperseded(pool)
        evict(keeping: nil)
    }

    /// Time has passed: waiters whose deadline is over leave, and what failed is tried again while somebody waits.
    package mutating func tick(now: Instant) -> [Action] {
        var actions: [Action] = []
        for (id, pool) in pools {
            let late = pool.waiters.filter { $0.deadline <= now }
            actions += late.map { .expired($0.id, held: pool.head) }
            pools[id]?.waiters.removeAll { $0.deadline <= now }
            if pool.backoffEnds.map({ $0 <= now }) ?? false {
                pools[id]?.backoffEnds = nil
                actions += startLoads(id, now: now) + proceed(id, now: now)
            } else if pool.recheckAt.map({ $0 <= now }) ?? false {
                actions += startLoads(id, now: now)
            }
            forgetIfEmpty(id)
        }
        return actions
    }

    // MARK: News

    /// The store says that a pool has a new version.
    ///
    /// - Parameter change: how to make it from the version before; nil if it cannot be made from that.
    package mutating func heard(_ pool: PoolID, version: PoolVersion, change: Change?, now: Instant) -> [Action] {
        guard var entry = pools[pool] else { return [] }
        entry.announced = max(entry.announced ?? version, version)
        if let head = entry.head, version > head, let change, entry.changes.count < changesMax {
            entry.changes[version] = change
        } else if entry.head == nil, entry.loading.contains(nil), let change, entry.changes.count < changesMax {
            entry.changes[version] = change
        }
        pools[pool] = entry
        return proceed(pool, now: now)
    }

    /// A pool is no more, or has become another one under its number: nothing held of it is good for new answers.
    package mutating func dropped(_ pool: PoolID, fault: LoadFault) -> [Action] {
        guard var entry = pools[pool] else { return [] }
        entry.head = nil
        entry.changes = [:]
        entry.held = entry.held.filter { $0.value.pins > 0 }
        pools[pool] = entry
        defer { forgetIfEmpty(pool) }
        return refuse(pool, fault) { _ in true }
    }

    /// News may have been lost: every followed pool is checked against the store.
    package mutating func resynchronise(now: Instant) -> [Action] {
        pools.keys.flatMap { pool -> [Action] in
            guard pools[pool]?.head != nil else { return startLoads(pool, now: now) }
            return load(pool, nil)
        }
    }

    /// A version has been loaded or made.
    package mutating func loaded(
        _ pool: PoolID, asked: PoolVersion?, followed: Bool = false, version: PoolVersion, snapshot: Snapshot,
        bytes: Int,
        now: Instant
    ) -> [Action] {
        guard pools[pool] != nil else { return [] }
        finishLoad(pool, asked: asked, followed: followed)
        guard bytes <= bytesMax else {
            return refuse(pool, .tooLarge(bytes: bytes, limit: bytesMax)) {
                $0 == asked.map(VersionWish.exactly) || asked == nil
            }
        }
        let isHead = asked == nil && version >= pools[pool]?.head ?? version
        if pools[pool]?.held[version] == nil {
            let usedAt = usage(inheritedFrom: pool)
            pools[pool]?.held[version] = Held(
                snapshot: snapshot, bytes: bytes, usedAt: usedAt, askedByName: asked != nil)
        }
        if isHead { setHead(pool, version) }
        var actions = grant(pool)
        evict(keeping: (pool, version))
        actions += proceed(pool, now: now)
        return actions
    }

    /// A load or a follow did not succeed.
    package mutating func failed(
        _ pool: PoolID, asked: PoolVersion?, followed: Bool = false, fault: LoadFault, now: Instant
    ) -> [Action] {
        guard pools[pool] != nil else { return [] }
        finishLoad(pool, asked: asked, followed: followed)
        if followed {
            // What is held stays good; the manifest tells what the delta could not.
            pools[pool]?.changes = [:]
            pools[pool]?.backoffEnds = now + retryInterval
            return []
        }
        if case .transient = fault {
            pools[pool]?.backoffEnds = now + retryInterval
            return []
        }
        defer { forgetIfEmpty(pool) }
        return refuse(pool, fault) { wish in asked.map { wish == .exactly($0) } ?? true }
    }
}

// MARK: - Steps

extension PoolCache {
    private func version(of pool: PoolID, granting wish: VersionWish) -> PoolVersion? {
        guard let entry = pools[pool] else { return nil }
        switch wish {
        case .newest: return entry.head
        case .atLeast(let least): return entry.head.flatMap { $0 >= least ? $0 : nil }
        case .exactly(let version): return entry.held[version] == nil ? nil : version
        }
    }

    private mutating func pin(_ pool: PoolID, _ version: PoolVersion, for id: WaiterID, wish: VersionWish) -> Action {
        guard var held = pools[pool]?.held[version] else {
            preconditionFailure("version \(version) of pool \(pool) is granted but not held")
        }
        held.pins += 1
        held.usedAt = tickUsage()
        if case .exactly = wish { held.askedByName = true }
        pools[pool]?.held[version] = held
        return .ready(id, version, held.snapshot)
    }

    /// Serves every waiter whose wish the held versions grant.
    private mutating func grant(_ pool: PoolID) -> [Action] {
        var actions: [Action] = []
        for waiter in pools[pool]?.waiters ?? [] {
            guard let version = version(of: pool, granting: waiter.wish) else { continue }
            actions.append(pin(pool, version, for: waiter.id, wish: waiter.wish))
            pools[pool]?.waiters.removeAll { $0.id == waiter.id }
        }
        return actions
    }

    /// Starts what the waiters of a pool need and nobody does yet.
    private mutating func startLoads(_ pool: PoolID, now: Instant) -> [Action] {
        guard let entry = pools[pool], !entry.waiters.isEmpty else {
            pools[pool]?.recheckAt = nil
            return []
        }
        if entry.backoffEnds.map({ $0 > now }) ?? false { return [] }
        var actions: [Action] = []
        for waiter in entry.waiters {
            switch waiter.wish {
            case .exactly(let version): actions += load(pool, version)
            case .newest: actions += load(pool, nil)
            case .atLeast:
                if !entry.isFollowing { actions += load(pool, nil) }
            }
        }
        pools[pool]?.recheckAt = now + retryInterval
        return actions
    }

    private mutating func load(_ pool: PoolID, _ version: PoolVersion?) -> [Action] {
        guard pools[pool]?.loading.insert(version).inserted == true else { return [] }
        return [.load(pool, version)]
    }

    /// Applies the next change, or closes a gap.
    private mutating func proceed(_ pool: PoolID, now: Instant) -> [Action] {
        guard let entry = pools[pool], let head = entry.head, !entry.isFollowing, !entry.loading.contains(nil),
            !(entry.backoffEnds.map { $0 > now } ?? false), let announced = entry.announced, announced > head
        else { return [] }
        guard let change = entry.changes[head.next], let base = entry.held[head]?.snapshot else {
            return load(pool, nil)
        }
        pools[pool]?.changes[head.next] = nil
        pools[pool]?.isFollowing = true
        return [.follow(pool, base: base, version: head.next, change)]
    }

    private mutating func finishLoad(_ pool: PoolID, asked: PoolVersion?, followed: Bool) {
        if followed {
            pools[pool]?.isFollowing = false
        } else {
            pools[pool]?.loading.remove(asked)
        }
    }

    private mutating func setHead(_ pool: PoolID, _ version: PoolVersion) {
        guard var entry = pools[pool] else { return }
        entry.head = version
        entry.announced = max(entry.announced ?? version, version)
        entry.changes = entry.changes.filter { $0.key > version }
        pools[pool] = entry
        dropSuperseded(pool)
    }

    /// Versions before the head stay only while they are read, or if somebody asked for them by number.
    private mutating func dropSuperseded(_ pool: PoolID) {
        guard let entry = pools[pool] else { return }
        pools[pool]?.held = entry.held.filter { version, held in
            version == entry.head || held.pins > 0 || held.askedByName
        }
    }

    private mutating func evict(keeping kept: (pool: PoolID, version: PoolVersion)?) {
        var total = bytes
        while total > bytesMax, let victim = leastRecentlyUsed(except: kept) {
            total -= pools[victim.pool]?.held[victim.version]?.bytes ?? 0
            pools[victim.pool]?.held[victim.version] = nil
            if pools[victim.pool]?.head == victim.version { pools[victim.pool]?.head = nil }
            forgetIfEmpty(victim.pool)
        }
    }

    private func leastRecentlyUsed(except kept: (pool: PoolID, version: PoolVersion)?) -> (
        pool: PoolID, version: PoolVersion
    )? {
        var least: (pool: PoolID, version: PoolVersion, usedAt: UInt64)?
        for (id, pool) in pools {
            for (version, held) in pool.held where held.pins == 0 {
                // The base of a change under way is in use, whatever the books say.
                if let kept, kept == (id, version) { continue }
                if pool.isFollowing, version == pool.head { continue }
                if least.map({ held.usedAt < $0.usedAt }) ?? true { least = (id, version, held.usedAt) }
            }
        }
        return least.map { ($0.pool, $0.version) }
    }

    private mutating func refuse(_ pool: PoolID, _ fault: LoadFault, where concerns: (VersionWish) -> Bool) -> [Action]
    {
        let refused = pools[pool]?.waiters.filter { concerns($0.wish) } ?? []
        pools[pool]?.waiters.removeAll { waiter in refused.contains { $0.id == waiter.id } }
        return refused.map { .refused($0.id, fault) }
    }

    private mutating func forgetIfEmpty(_ pool: PoolID) {
        guard let entry = pools[pool], entry.held.isEmpty, entry.waiters.isEmpty, entry.loading.isEmpty,
            !entry.isFollowing
        else { return }
        pools[pool] = nil
    }

    /// A version that follows another is as recently used as that one: news alone do not make a pool needed.
    private mutating func usage(inheritedFrom pool: PoolID) -> UInt64 {
        guard let head = pools[pool]?.head, let held = pools[pool]?.held[head] else { return tickUsage() }
        return held.usedAt
    }

    private mutating func tickUsage() -> UInt64 {
        clock += 1
        return clock
    }
}
