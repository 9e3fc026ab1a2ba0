internal import Checkpoints
internal import Logging
internal import MemoryTypes
package import ServiceKit
package import ServiceLifecycle
package import StoreClient
internal import Threads
internal import Transformer
package import Wire
internal import ZeroMQ

/// Speaks: holds pools, follows their versions, and answers queries with them.
package enum GenerationService {
    /// Loads the model, binds and connects.
    package static func compose(_ process: ServiceProcess) async throws -> [any Service] {
        let settings = process.settings
        ComputePool.choose(threads: settings.number("threads"))
        let endpoint = settings.text("frontend")
        try process.checkBind(endpoint)
        let opened = try OpenedModel(
            folder: settings.text("model"), weights: settings.text("weights"), memoryClass: settings.optional("class"))
        let model = opened.served
        process.logger.info("model loaded", metadata: ["digest": "\(model.descriptor.digest)"])
        let parts = try await Parts(process, model)
        let meters = parts.meters
        let frontend = RequestFrontend(
            FrontendOptions(endpoint: endpoint, security: process.serverSecurity), in: process.context,
            gate: StoreGate(store: parts.store), handlers: handlers(parts.queries) { meters.answered($0) }
        ) { [logger = process.logger] error in
            logger.error("a query failed", metadata: ["error": "\(error)"])
            return Refusal(.internalFault)
        }
        let bound = try await frontend.start()
        process.announcement.note("frontend", bound)
        process.health.add("store") { parts.store.isConnected ? nil : "it cannot be reached" }
        let session = WorkerSession(
            store: parts.store, registration: registration(model.descriptor, settings, bound, process),
            basePool: opened.basePool
        ) { [logger = process.logger] refusal in logger.warning("registering: \(refusal)") }
        return parts.services(session, frontend, drain: .seconds(settings.number("drain-seconds"))) {
            [logger = process.logger] refusal in logger.warning("heartbeat: \(refusal)")
        }
    }

    private static func registration(
        _ model: ModelDescriptor, _ settings: Settings, _ bound: String, _ process: ServiceProcess
    ) -> RegisterWorker {
        RegisterWorker(
            kind: .generate, name: settings.text("name"), endpoint: settings.optional("advertise") ?? bound,
            serverKey: process.keys?.publicKey.text ?? "", model: model, build: engramVersion)
    }

    /// Who answers what.
    package static func handlers<Store: StoreCalls>(
        _ queries: QueryService<Store>, answered: @escaping @Sendable (Done) -> Void
    ) -> RequestHandlers {
        var handlers = RequestHandlers()
        let tenants = TenantQueries()
        handlers.onStream(Ask.self) { ask, context, send in
            let now = ContinuousClock.now
            let deadline = context.deadline == nil ? nil : now + context.left(atMost: .seconds(86_400))
            let done = try await tenants.counting(context.caller) {
                try await queries.answer(
                    ask, from: .init(tenant: context.tenant, deadline: deadline, arrived: now)
                ) { piece in
                    do throws(Refusal) {
                        try send(piece)
                        return true
                    } catch {
                        return false
                    }
                }
            }
            answered(done)
            return done
        }
        return handlers
    }
}

/// What a generation worker is put together from.
private struct Parts: Sendable {
    let store: RequestClient
    let events: EventSubscriber
    let meters: GenerationMeters
    let library: PoolLibrary<RequestClient>
    let loop: DecodingLoop
    let queries: QueryService<RequestClient>

    init(_ process: ServiceProcess, _ model: ServedModel) async throws {
        let settings = process.settings
        let security = try process.clientSecurity(serverKey: settings.optional("store-key"))
        store = try await RequestClient(
            to: settings.text("store"), in: process.context, security: security,
            credential: try settings.optional("store-credential").map { (path) throws(KeyFileError) in
                try KeyFiles.secret(path)
            } ?? "")
        events = try await EventSubscriber(to: settings.text("events"), in: process.context, security: security)
        let meters = GenerationMeters(logger: process.logger)
        self.meters = meters
        let artifacts = ArtifactLibrary(
            model: model.descriptor.digest, bytesMax: settings.number("artifacts") << 20
        ) { [store] digest throws(Refusal) in try await store.fetchBlob(digest, within: .seconds(60)) }
        let stacks = StackLibrary(decoder: model.decoder, artifacts: artifacts)
        library = PoolLibrary(
            loader: PoolLoader(store: store, model: model, stacks: stacks),
            keyValueWidth: model.decoder.configuration.keyValueWidth, bytesMax: settings.number("pools") << 20
        ) { meters.trouble($0, $1) }
        loop = DecodingLoop(
            decoder: model.decoder, tokenizer: model.tokenizer, endTokens: model.endTokens,
            limits: .init(
                runningMax: settings.number("running"), prefillTokensMax: settings.number("prefill"),
                positionsMax: settings.number("positions"), waitingMax: settings.number("waiting"))
        ) { meters.step($0) }
        queries = QueryService(
            model: model, encoder: PromptEncoder(model: model), library: library, stacks: stacks, loop: loop)
    }

    /// In the order in which they start; they end in the other one, the frontend first.
    func services(
        _ session: WorkerSession<RequestClient>, _ frontend: RequestFrontend, drain: Duration,
        report: @escaping @Sendable (Refusal) -> Void
    ) -> [any Service] {
        [
            LoopService(loop: loop), LibraryService(library: library), EventWatch(events: events, library: library),
            HeartbeatService(
                store: store, session: session, library: library, loop: loop, meters: meters, report: report),
            FrontendService(frontend, drainWithin: drain),
        ]
    }
}

/// Runs the decoding loop until the frontend has no answer under way any more.
private struct LoopService: Service {
    let loop: DecodingLoop

    func run() async throws {
        await withGracefulShutdownHandler {
            await loop.run()
        } onGracefulShutdown: {
            Task { await loop.drain() }
        }
    }
}

private struct LibraryService: Service {
    let library: PoolLibrary<RequestClient>

    func run() async throws { await cancelWhenGracefulShutdown { await library.run() } }
}
