package import MemoryTypes
package import StoreClient
package import Wire

/// Keeps the leases of a worker and its registration alive, apart from the lanes that compute and commit.
package struct LeaseRenewal<Store: StoreCalls>: Sendable {
    private let store: Store
    private let session: WorkerSession<Store>
    private let desk: UpdateDesk

    /// - Parameter store: a connection of its own, so that no renewal stands behind a delta.
    package init(store: Store, session: WorkerSession<Store>, desk: UpdateDesk) {
        self.store = store
        self.session = session
        self.desk = desk
    }

    /// Renews until the task is cancelled.
    package func run() async {
        while !Task.isCancelled {
            do throws(Refusal) {
                let registered = try await session.registered()
                try await renew(registered)
                await Backoff.pause(.milliseconds(Int(registered.renewalMilliseconds)))
            } catch {
                guard !Task.isCancelled else { return }
                await desk.failed("renewing leases", error)
                await Backoff.pause(.milliseconds(200))
            }
        }
    }

    /// Renews once.
    package func renew(_ registered: WorkerRegistered) async throws(Refusal) {
        let asked = await desk.renewable
        let sent = ContinuousClock.now
        do throws(Refusal) {
            if asked.isEmpty {
                _ = try await store.call(await heartbeat(registered.worker), within: .seconds(2))
            } else {
                let leases = asked.map { LeaseReference(job: $0.job, token: $0.token) }
                let renewed = try await store.call(
                    RenewLeases(worker: registered.worker, leases: leases), within: .seconds(2))
                await desk.renewed(
                    asked, lost: renewed.lost, goodFor: .milliseconds(Int(renewed.leaseMilliseconds)), sent: sent)
            }
        } catch {
            // Which leases live on, the store says with the next renewal under the new number.
            if error.code == .unknownWorker { await session.forget(registered.worker) }
            throw error
        }
    }

    private func heartbeat(_ worker: UInt64) async -> Heartbeat {
        Heartbeat(
            worker: worker, running: UInt32(await desk.all.count), waiting: 0, draining: await desk.isDraining,
            pools: [])
    }
}
