package import MemoryTypes
package import StoreClient
package import Wire

/// The pools a worker holds: carries out what the pool cache decides, and hands versions to queries.
package actor PoolLibrary<Store: StoreCalls> {
    package typealias Instant = ContinuousClock.Instant
    typealias Cache = PoolCache<LoadedPool, VersionAdvanced>

    /// A version that stays as long as an answer is given from it.
    package struct Loan: Sendable {
        package let pool: LoadedPool
    }

    private struct Address: Hashable {
        let tenant: TenantName
        let name: PoolName
    }

    private let loader: PoolLoader<Store>
    private let keyValueWidth: Int
    private let trouble: @Sendable (PoolID, Refusal) -> Void
    private var cache: Cache
    private var numbers: [Address: PoolID] = [:]
    /// What names meant before events may have been lost: good only while the store cannot be asked.
    private var formerNumbers: [Address: PoolID] = [:]
    private var waiting: [QueryID: CheckedContinuation<Result<Loan, Refusal>, Never>] = [:]
    private var lastFault: [PoolID: Refusal] = [:]

    package init(
        loader: PoolLoader<Store>, keyValueWidth: Int, bytesMax: Int,
        trouble: @escaping @Sendable (PoolID, Refusal) -> Void
    ) {
        self.loader = loader
        self.keyValueWidth = keyValueWidth
        self.trouble = trouble
        cache = Cache(bytesMax: bytesMax)
    }

    /// The newest versions held.
    package var held: [PoolHeld] {
        cache.heads.map { PoolHeld(pool: $0.key, version: $0.value) }.sorted { $0.pool < $1.pool }
    }

    package var bytes: Int { cache.bytes }

    /// A version that grants `wish`, as soon as there is one.
    ///
    /// - Throws: `versionNotReached` at the deadline, `unknownPool`, `unknownVersion`, `modelMismatch`, and
    ///   `storeUnavailable` if the pool is not held and cannot be loaded.
    package func borrow(
        _ name: PoolName, of tenant: TenantName, wish: VersionWish, for id: QueryID, deadline: Instant
    ) async throws(Refusal) -> Loan {
        let pool = try await number(of: Address(tenant: tenant, name: name))
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                waiting[id] = continuation
                if Task.isCancelled {
                    giveUp(id)
                } else {
                    carryOut(cache.ask(id, pool: pool, wish: wish, deadline: deadline, now: .now))
                }
            }
        } onCancel: {
            Task { await self.giveUp(id) }
        }
        do {
            return try result.get()
        } catch {
            if error.code == .unknownPool { forget(Address(tenant: tenant, name: name)) }
            throw error
        }
    }

    /// The answer has ended.
    package func giveBack(_ loan: Loan) { cache.release(loan.pool.pool, loan.pool.version) }

    /// A version was published.
    package func heard(_ advance: VersionAdvanced) {
        let change = advance.reload || advance.delta == nil && advance.stack == nil ? nil : advance
        carryOut(cache.heard(advance.pool, version: advance.version, change: change, now: .now))
    }

    /// Something else happened to a pool.
    package func heard(_ changed: PoolChanged) {
        switch changed.change {
        case .dropped:
            forget(Address(tenant: changed.tenant, name: changed.name))
            carryOut(cache.dropped(changed.pool, fault: .permanent("The pool was dropped.")))
        case .switched, .created: forget(Address(tenant: changed.tenant, name: changed.name))
        case .restored: carryOut(cache.heard(changed.pool, version: changed.version, change: nil, now: .now))
        case .retention: break
        }
    }

    /// The store knows newer versions than were heard of.
    package func heard(heads: [PoolHeld]) {
        for head in heads { carryOut(cache.heard(head.pool, version: head.version, change: nil, now: .now)) }
    }

    /// Events may have been lost: every pool held is checked, and every name is looked up again.
    package func resynchronise() {
        formerNumbers = numbers
        numbers = [:]
        carryOut(cache.resynchronise(now: .now))
    }

    /// Looks after deadlines and tries again what failed, until the task is cancelled.
    package func run() async {
        while !Task.isCancelled {
            await Backoff.pause(.milliseconds(20))
            if cache.waiterCount > 0 || !lastFault.isEmpty { carryOut(cache.tick(now: .now)) }
        }
        for id in waiting.keys { finish(id, .failure(Refusal(.shuttingDown))) }
    }

    private func forget(_ address: Address) {
        numbers[address] = nil
        formerNumbers[address] = nil
    }

    private func number(of address: Address) async throws(Refusal) -> PoolID {
        if let known = numbers[address] { return known }
        do throws(Refusal) {
            let pool = try await loader.resolve(address.name, tenant: address.tenant)
            numbers[address] = pool
            return pool
        } catch {
            guard error.isRetryable, let former = formerNumbers[address] else { throw error }
            return former
        }
    }

    private func giveUp(_ id: QueryID) {
        cache.cancel(id)
        finish(id, .failure(Refusal(.cancelled)))
    }

    private func finish(_ id: QueryID, _ result: Result<Loan, Refusal>) {
        waiting.removeValue(forKey: id)?.resume(returning: result)
    }

    // MARK: Acting

    private func carryOut(_ actions: [Cache.Action]) {
        for action in actions {
            switch action {
            case .load(let pool, let version):
                Task { await self.load(pool, version) }
            case .follow(let pool, let base, let version, let advance):
                Task { await self.follow(pool, base, version, advance) }
            case .ready(let id, let version, let loaded): hand(loaded, version, to: id)
            case .expired(let id, let held): finish(id, .failure(expiry(held)))
            case .refused(let id, let fault): finish(id, .failure(refusal(for: fault)))
            }
        }
    }

    /// Hands a pinned version over; whoever has gone meanwhile gives it back at once.
    private func hand(_ loaded: LoadedPool, _ version: PoolVersion, to id: QueryID) {
        if waiting[id] == nil {
            cache.release(loaded.pool, version)
        } else {
            finish(id, .success(Loan(pool: loaded)))
        }
    }

    private func load(_ pool: PoolID, _ version: PoolVersion?) async {
        do throws(Refusal) {
            let loaded = try await loader.load(pool, version: version)
            lastFault[pool] = nil
            carryOut(
                cache.loaded(
                    pool, asked: version, version: loaded.version, snapshot: loaded,
                    bytes: loaded.bytes(keyValueWidth: keyValueWidth), now: .now))
        } catch {
            note(error, pool)
            carryOut(cache.failed(pool, asked: version, fault: fault(error), now: .now))
        }
    }

    private func follow(_ pool: PoolID, _ base: LoadedPool, _ version: PoolVersion, _ advance: VersionAdvanced) async {
        do throws(Refusal) {
            let loaded = try await loader.follow(base, advance)
            carryOut(
                cache.loaded(
                    pool, asked: nil, followed: true, version: version, snapshot: loaded,
                    bytes: loaded.bytes(keyValueWidth: keyValueWidth), now: .now))
        } catch {
            note(error, pool)
            carryOut(cache.failed(pool, asked: nil, followed: true, fault: fault(error), now: .now))
        }
    }

    private func note(_ refusal: Refusal, _ pool: PoolID) {
        lastFault[pool] = refusal
        trouble(pool, refusal)
    }
}

extension PoolLibrary {
    private func expiry(_ held: PoolVersion?) -> Refusal {
        guard let held else {
            return Refusal(.storeUnavailable, "The pool is not held here and could not be loaded before the deadline.")
        }
        return Refusal(
            .versionNotReached, "The pool stands at version \(held) here.", numbers: [Int64(clamping: held.value)])
    }

    private func fault(_ refusal: Refusal) -> Cache.LoadFault {
        refusal.isRetryable || refusal.code == .deadlinePassed ? .transient(refusal.sentence) : .refused(refusal)
    }

    private func refusal(for fault: Cache.LoadFault) -> Refusal {
        switch fault {
        case .refused(let refusal): refusal
        case .permanent(let sentence): Refusal(.unknownPool, sentence)
        case .transient(let sentence): Refusal(.storeUnavailable, sentence)
        case .tooLarge(let bytes, let limit):
            Refusal(
                .workerBusy, "The pool takes \(bytes) bytes; this worker holds \(limit) in all (--pools).",
                numbers: [Int64(bytes), Int64(limit)])
        }
    }
}
