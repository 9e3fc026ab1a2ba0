internal import MemoryTypes
internal import ServiceKit
internal import ServiceLifecycle
internal import StoreClient
internal import Wire

/// Listens to the store's events and hands them to the library.
struct EventWatch<Store: StoreCalls>: Service {
    let events: EventSubscriber
    let library: PoolLibrary<Store>

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while let event = await events.next() {
                switch event {
                case .versionAdvanced(let advance): await library.heard(advance)
                case .poolChanged(let change): await library.heard(change)
                case .connection(let stands): if stands { await library.resynchronise() }
                }
            }
        }
        await events.close()
    }
}

/// Tells the store that the worker lives, what it holds and how busy it is; learns of versions it has not heard of.
struct HeartbeatService<Store: StoreCalls>: Service {
    let store: Store
    let session: WorkerSession<Store>
    let library: PoolLibrary<Store>
    let loop: DecodingLoop
    let meters: GenerationMeters
    let report: @Sendable (Refusal) -> Void

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do throws(Refusal) {
                    let registered = try await session.registered()
                    try await beat(registered.worker)
                    await Backoff.pause(.milliseconds(Int(registered.renewalMilliseconds)))
                } catch {
                    if !Task.isCancelled { report(error) }
                    await Backoff.pause(.milliseconds(300))
                }
            }
        }
        do throws(Refusal) { try await session.leave(releasing: []) } catch { report(error) }
    }

    private func beat(_ worker: UInt64) async throws(Refusal) {
        let held = await library.held
        let load = await loop.load
        meters.cache(bytes: await library.bytes, pools: held.count)
        do throws(Refusal) {
            let received = try await store.call(
                Heartbeat(
                    worker: worker, running: UInt32(load.running), waiting: UInt32(load.waiting), draining: false,
                    pools: Array(held.prefix(Limits.heldPoolsMax))),
                within: .seconds(3))
            await library.heard(heads: received.heads)
        } catch {
            if error.code == .unknownWorker { await session.forget(worker) }
            throw error
        }
    }
}
