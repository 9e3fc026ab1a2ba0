internal import Checkpoints
internal import Editing
internal import Logging
internal import MemoryTypes
internal import PoolReading
package import ServiceKit
package import ServiceLifecycle
package import StoreClient
internal import Threads
internal import Wire
internal import ZeroMQ

/// Reads: claims pieces of documents, makes deltas of them, and hands the deltas to the store.
package enum UpdateService {
    /// Loads the model and opens the connections.
    package static func compose(_ process: ServiceProcess) async throws -> [any Service] {
        let settings = process.settings
        ComputePool.choose(threads: settings.number("threads"))
        let opened = try OpenedModel(
            folder: settings.text("model"), weights: settings.text("weights"), memoryClass: settings.optional("class"))
        process.logger.info("model loaded", metadata: ["digest": "\(opened.descriptor.digest)"])
        let store = try await connect(process)
        let renewals = try await connect(process)
        process.health.add("store") { store.isConnected ? nil : "it cannot be reached" }
        let meters = UpdateMeters(logger: process.logger)
        let desk = UpdateDesk { meters.tell($0) }
        let session = WorkerSession(
            store: store, registration: registration(opened.descriptor, settings), basePool: opened.basePool
        ) { [logger = process.logger] refusal in logger.warning("registering: \(refusal)") }
        let engine = ReadingEngine(opened.reader)
        let editing = EditEngine(
            opened.editor(statistics: try statistics(of: opened.descriptor.digest, settings, process.logger)))
        let edits = edits(editing, opened, store, desk, artifactBytesMax: settings.number("artifacts") << 20)
        let lane = UpdateLane(store: store, engine: engine, edits: edits, session: session, desk: desk)
        return [
            RenewalService(renewal: LeaseRenewal(store: renewals, session: session, desk: desk)),
            LaneService(lane: lane, lanes: settings.number("lanes"), session: session, desk: desk) {
                await engine.stop()
                await editing.stop()
                await store.close()
                await renewals.close()
            },
        ]
    }

    private static func edits(
        _ engine: EditEngine, _ opened: OpenedModel, _ store: RequestClient, _ desk: UpdateDesk, artifactBytesMax: Int
    ) -> EditDesk<RequestClient> {
        let artifacts = ArtifactLibrary(
            model: opened.descriptor.digest, bytesMax: artifactBytesMax
        ) { digest throws(Refusal) in try await store.fetchBlob(digest, within: .seconds(60)) }
        return EditDesk(
            store: store, engine: engine, artifacts: artifacts,
            pools: PoolReader(store: store, model: opened.reader.model)) { desk.isLost($0) }
    }

    /// Second moments of the folder that is named, as far as they are this model's.
    private static func statistics(
        of model: ModelDigest, _ settings: Settings, _ logger: Logger
    ) throws -> [EditSite: KeyStatistics] {
        guard let folder = settings.optional("statistics") else { return [:] }
        let found = try KeyStatisticsFile.read(folder: folder, model: model)
        logger.info("key statistics", metadata: ["layers": "\(found.keys.map(\.layer).sorted())"])
        return found
    }

    private static func connect(_ process: ServiceProcess) async throws -> RequestClient {
        let settings = process.settings
        return try await RequestClient(
            to: settings.text("store"), in: process.context,
            security: try process.clientSecurity(serverKey: settings.optional("store-key")),
            credential: try settings.optional("store-credential").map { (path) throws(KeyFileError) in
                try KeyFiles.secret(path)
            } ?? "")
    }

    private static func registration(_ model: ModelDescriptor, _ settings: Settings) -> RegisterWorker {
        RegisterWorker(
            kind: .update, name: settings.text("name"), endpoint: "", serverKey: "", model: model, build: engramVersion)
    }
}

/// Runs the lanes; told to end it lets them finish what they have begun, and gives the rest back.
package struct LaneService<Store: StoreCalls, Engine: DeltaEngine>: Service {
    let lane: UpdateLane<Store, Engine>
    let lanes: Int
    let session: WorkerSession<Store>
    let desk: UpdateDesk
    let close: @Sendable () async -> Void

    package func run() async throws {
        await withGracefulShutdownHandler {
            await withTaskGroup { group in
                for _ in 0..<lanes { group.addTask { await cancelWhenGracefulShutdown { await lane.run() } } }
            }
        } onGracefulShutdown: {
            Task { await desk.drain() }
        }
        await leave()
        await close()
    }

    private func leave() async {
        let leases = await desk.all.map { LeaseReference(job: $0.job, token: $0.token) }
        do throws(Refusal) {
            try await session.leave(releasing: leases)
        } catch {
            await desk.failed("leaving", error)
        }
    }
}

/// Keeps the leases until the lanes have ended.
package struct RenewalService<Store: StoreCalls>: Service {
    let renewal: LeaseRenewal<Store>

    package func run() async throws {
        await cancelWhenGracefulShutdown { await renewal.run() }
    }
}
