internal import CoreMetrics
internal import Logging
internal import MemoryTypes
package import ServiceKit
package import ServiceLifecycle
package import StoreClient
internal import Wire
internal import ZeroMQ

/// Takes in: documents to the store in shared commits, everything else to the store as it came. It holds no state.
package enum IngestService {
    /// Opens and binds everything.
    package static func compose(_ process: ServiceProcess) async throws -> [any Service] {
        let settings = process.settings
        let endpoint = settings.text("frontend")
        try process.checkBind(endpoint)
        let store = try await RequestClient(
            to: settings.text("store"), in: process.context,
            security: try process.clientSecurity(serverKey: settings.optional("store-key")),
            credential: try settings.optional("store-credential").map { (path) throws(KeyFileError) in
                try KeyFiles.secret(path)
            } ?? "")
        let intake = DocumentIntake(store: store, limits: limits(settings), report: IntakeMeters().report)
        let frontend = RequestFrontend(
            FrontendOptions(endpoint: endpoint, security: process.serverSecurity), in: process.context,
            gate: StoreGate(store: store), handlers: handlers(intake, Relay(store: store))
        ) { error in
            process.logger.error("a request failed", metadata: ["error": "\(error)"])
            return Refusal(.internalFault)
        }
        process.announcement.note("frontend", try await frontend.start())
        process.health.add("store") { store.isConnected ? nil : "it cannot be reached" }
        return [FrontendService(frontend, drainWithin: .seconds(settings.number("drain-seconds")))]
    }

    private static func limits(_ settings: Settings) -> DocumentBatcher<Never>.Limits {
        .init(
            batchDocumentsMax: settings.number("batch-documents"), batchesInFlightMax: settings.number("batches"),
            waitingDocumentsMax: settings.number("waiting-documents"))
    }

    /// Who answers what.
    package static func handlers<Store: StoreCalls>(_ intake: DocumentIntake<Store>, _ relay: Relay) -> RequestHandlers
    {
        var handlers = RequestHandlers()
        handlers.onDeferred(PushDocument.self) { (push, context, answer) throws(Refusal) in
            let deadline = ContinuousClock.now + context.left(atMost: .seconds(60))
            try intake.take(push, of: context.caller, deadline: deadline, answer: answer)
        }
        handlers.otherwise { packet, context, send in try await relay.pass(packet, context, send: send) }
        return handlers
    }
}

/// What the intake counts.
private struct IntakeMeters: Sendable {
    private let documents = Counter(label: "engram_documents_appended_total")
    private let batch = Recorder(label: "engram_append_documents")
    private let time = CoreMetrics.Timer(label: "engram_append_seconds")

    var report: @Sendable (Int, Duration) -> Void {
        { count, duration in
            documents.increment(by: count)
            batch.record(count)
            time.recordNanoseconds(Int64(duration / .nanoseconds(1)))
        }
    }
}
