import Ledger
import MemoryTypes
import ServiceKit
import Wire

extension Store {
    func addStatusHandlers(to handlers: inout RequestHandlers) {
        handlers.on(Hello.self) { _, context in
            Welcome(
                service: "store", build: Version.text, schemaMajor: Envelope.major, schemaMinor: Envelope.minor,
                time: WireClock.now, tenant: context.tenant, scopes: context.caller.scopes)
        }
        handlers.on(ShowStatus.self) { [self] _, context in try await status(context) }
    }

    private func status(_ context: RequestContext) async throws -> ServiceStatus {
        let (queue, totals) = try await read { session throws(LedgerError) in
            (try session.queue(of: context.tenant), try session.totals(of: context.tenant))
        }
        let dead = queue.counts.first { $0.state == .dead }?.count ?? 0
        let oldest = queue.oldest.map { max(0, WireClock.now.microseconds - $0.microseconds) / 1000 } ?? 0
        let mayLook = context.caller.scopes.contains(.admin)
        return ServiceStatus(
            service: "store", build: Version.text, started: started, ready: true, pools: totals.pools,
            documents: totals.documents, records: totals.records, jobs: queue.counts, deadLetters: dead,
            oldestPendingMilliseconds: UInt64(oldest), absorbedPerMinute: absorbedPerMinute,
            workers: mayLook ? workers.all.map(WorkerDescription.init) : [])
    }
}

extension WorkerDescription {
    fileprivate init(_ entry: WorkerRegistry.Entry) {
        let registration = entry.registration
        self.init(
            worker: entry.number, kind: registration.kind, name: registration.name, endpoint: registration.endpoint,
            model: registration.model.digest, modelName: registration.model.name, build: registration.build,
            running: entry.running, waiting: entry.waiting, lastSeen: entry.seen)
    }
}
