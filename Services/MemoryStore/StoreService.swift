import CoreMetrics
import Ledger
import Logging
import MemoryTypes
import PostgreSQL
import ServiceKit
import ServiceLifecycle
import Wire

extension Store {
    /// Opens the connections, reads what is pending, and binds the publisher.
    static func open(
        _ configuration: StoreConfiguration, _ owner: StoreOwner, _ process: ServiceProcess
    ) async throws -> Store {
        let ledger = Ledger(
            configuration.connection, epoch: owner.epoch, writers: process.settings.number("writers"))
        let publisher = try EventPublisher(in: process.context, security: process.serverSecurity)
        let bound = try await publisher.bind(configuration.events)
        let advertised = process.settings.text("advertise-events")
        let (setbacks, continuation) = AsyncStream.makeStream(of: JobSetback.self)
        let scheduler = JobScheduler(policy: configuration.policy, epoch: owner.epoch)
        let store = Store(
            configuration, ledger: ledger, dispatcher: Dispatcher(scheduler, setbacks: continuation),
            publisher: publisher, eventsEndpoint: advertised.isEmpty ? bound : advertised, setbacks: setbacks,
            trusted: try process.trustedKeys(configuration.trustedKeys), ownership: owner.pools,
            logger: process.logger)
        try await store.load()
        process.health.add("database") { await store.databaseFault() }
        return store
    }

    private func load() async throws {
        let (jobs, heads) = try await ledger.reads.perform(patience: .seconds(60)) { session throws(LedgerError) in
            (try session.pendingJobs(), try session.heads())
        }
        for (pool, version) in heads { noteHead(pool, version) }
        await dispatcher.load(jobs)
        logger.info("\(jobs.count) jobs are pending", metadata: ["pools": "\(heads.count)"])
    }

    private func databaseFault() async -> String? {
        do throws(LedgerError) {
            _ = try await ledger.reads.perform { session throws(LedgerError) in try session.epoch() }
            return nil
        } catch { return "the database cannot be reached" }
    }

    func frontendOptions(_ process: ServiceProcess) -> FrontendOptions {
        var options = FrontendOptions(endpoint: configuration.requests, security: process.serverSecurity)
        options.payloadBytesMax = Limits.messageBytesMax
        return options
    }

    // MARK: - Loops

    /// Writes down what the scheduler decided, in order.
    func writeSetbacks() async {
        for await setback in setbacks {
            do throws(LedgerError) {
                try await ledger.claims.perform(patience: .seconds(600)) { session throws(LedgerError) in
                    try session.setBack(setback)
                }
            } catch {
                logger.error("a setback was not written", metadata: ["job": "\(setback.job)", "error": "\(error)"])
            }
            if setback.state == .dead {
                logger.warning("a dead letter", metadata: ["job": "\(setback.job)", "why": "\(setback.error)"])
                await ringSubject(of: setback.job)
            }
        }
    }

    /// Wakes who waits for what a job is about.
    func ringSubject(of job: JobID) async {
        let subject = try? await read { session throws(LedgerError) in try session.subject(of: job) }
        if let subject { signals.ring(.init(subject)) }
    }

    /// Queues the measurements of edits that are due, until the task is cancelled. PostgreSQL has all there is to know.
    func keepMeasuring() async {
        await keep("the measurement of an edit", every: .seconds(1)) {
            try await read { session throws(LedgerError) in try session.poolsWithDueMeasures() }
        } doing: { pool in
            let jobs = try await write(pool) { session throws(LedgerError) in
                try session.queueDueMeasures(of: pool, at: WireClock.now)
            }
            await dispatcher.load(jobs)
        }
    }

    /// Looks for work again and again until the task is cancelled. What fails is told and tried again the next time,
    /// and nothing else waits for it.
    func keep<Item: Sendable>(
        _ what: String, every interval: Duration, _ list: () async throws -> [Item],
        doing work: (Item) async throws -> Void
    ) async {
        func tried(_ body: () async throws -> Void) async {
            do { try await body() } catch { logger.warning("\(what) waits", metadata: ["error": "\(error)"]) }
        }
        while !Task.isCancelled {
            await tried { for item in try await list() { await tried { try await work(item) } } }
            do { try await Task.sleep(for: interval) } catch { return }
        }
    }

    /// Forgets silent workers, and shows figures.
    func watch() async {
        while !Task.isCancelled {
            let silence = configuration.policy.lease * 3
            let limit = Timestamp(microseconds: WireClock.now.microseconds - silence)
            for worker in workers.removeSilent(since: limit) {
                logger.warning("worker \(worker) fell silent")
            }
            let figures = await dispatcher.figures
            meters.jobsWaiting.record(figures.waiting)
            meters.deadLetters.record(figures.dead)
            meters.oldestSeconds.record(Double(figures.oldest ?? 0) / 1e6)
            meters.workers.record(workers.all.count)
            do { try await Task.sleep(for: .seconds(1)) } catch { return }
        }
    }
}

/// Runs the loops of the store until the process is to end.
struct StoreService: Service {
    let store: Store
    let owner: StoreOwner

    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await store.dispatcher.keepTime() }
            group.addTask { await store.writeSetbacks() }
            group.addTask { await store.watch() }
            group.addTask { await store.keepRebuilding() }
            if store.configuration.measuresEdits { group.addTask { await store.keepMeasuring() } }
            group.addTask { try await owner.keep() }
            group.addTask { try? await gracefulShutdown() }
            // The first to end is the signal, or the loss of ownership.
            defer { group.cancelAll() }
            try await group.next()
        }
        await store.publisher.close()
        await store.ledger.close()
        await owner.end()
    }
}
