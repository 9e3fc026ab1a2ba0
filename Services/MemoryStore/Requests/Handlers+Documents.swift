import CoreMetrics
import Ledger
import MemoryTypes
import ServiceKit
import Wire

extension Store {
    func addDocumentHandlers(to handlers: inout RequestHandlers) {
        handlers.on(AppendDocuments.self) { [self] request, context in
            DocumentsAppended(outcomes: try await append(context.believed(request.drafts)))
        }
        handlers.on(PushDocument.self) { [self] request, context in
            let outcomes = try await append([context.draft(of: request)])
            switch outcomes[0] {
            case .accepted(let accepted): return accepted
            case .refused(let refusal): throw refusal
            }
        }
        handlers.on(ShowDocument.self) { [self] request, context in
            try await read { session throws(LedgerError) in
                try session.status(of: request.document, tenant: context.tenant)
            }
        }
        handlers.on(AwaitDocument.self) { [self] request, context in try await settled(request.document, context) }
        handlers.on(ListDocuments.self) { [self] request, context in
            try await read { session throws(LedgerError) in try session.documents(request, tenant: context.tenant) }
        }
        handlers.on(FetchDocumentText.self) { [self] request, context in
            try await read { session throws(LedgerError) in
                try session.text(of: request.document, tenant: context.tenant)
            }
        }
        handlers.on(PinDocument.self) { [self] request, context in
            try await read { session throws(LedgerError) in
                try session.pin(request.document, request.pinned, tenant: context.tenant)
            }
            return Acknowledged()
        }
    }

    func requireRoomInQueue() async throws(Refusal) {
        let waiting = await dispatcher.pendingCount
        guard waiting < configuration.queueMax else {
            throw Refusal(
                .queueFull, "\(waiting) jobs wait; \(configuration.queueMax) may.", retryAfter: 1000,
                numbers: [Int64(waiting), Int64(configuration.queueMax)])
        }
    }

    /// Takes documents in; durable when it returns.
    private func append(_ drafts: [DocumentDraft]) async throws -> [AppendOutcome] {
        try await requireRoomInQueue()
        let results = try await intake.append(drafts)
        let accepted = results.compactMap(\.accepted)
        var depths = await dispatcher.add(accepted)[...]
        meters.documents.increment(by: accepted.count { $0.first })
        return results.map { result in
            switch result {
            case .refused(let error): .refused(error.refusal)
            case .accepted(let document): .accepted(DocumentAccepted(document, depth: depths.popFirst() ?? 0))
            }
        }
    }

    /// Waits until a document is absorbed, dead or cancelled, or the deadline is near.
    private func settled(_ document: DocumentID, _ context: RequestContext) async throws -> DocumentStatus {
        let status: @Sendable () async throws -> DocumentStatus = { [self] in
            try await read { session throws(LedgerError) in try session.status(of: document, tenant: context.tenant) }
        }
        let done = try await signals.wait(for: .document(document), within: context.waiting(atMost: .seconds(3600))) {
            let now = try await status()
            return now.state.isSettled ? now : nil
        }
        if let done { return done }
        return try await status()
    }
}

extension RequestContext {
    /// A push of the caller's own.
    fileprivate func draft(of push: PushDocument) -> DocumentDraft {
        DocumentDraft(tenant: tenant, actor: caller.key, push: push)
    }

    /// Drafts as this caller may hand them over: where there are no keys, they name none.
    fileprivate func believed(_ drafts: [DocumentDraft]) -> [DocumentDraft] {
        guard caller == .local else { return drafts }
        return drafts.map { DocumentDraft(tenant: $0.tenant, actor: caller.key, push: $0.push) }
    }
}

extension AppendResult {
    fileprivate var accepted: AcceptedDocument? {
        if case .accepted(let document) = self { document } else { nil }
    }
}

extension DocumentState {
    /// Whether nothing more happens to the document without a person.
    fileprivate var isSettled: Bool {
        switch self {
        case .queued, .absorbing, .parked: false
        case .absorbed, .dead, .cancelled, .forgotten, .purged: true
        }
    }
}

extension DocumentAccepted {
    fileprivate init(_ document: AcceptedDocument, depth: Int) {
        self.init(
            document: document.document, job: document.job, pool: document.pool, shard: document.shard,
            first: document.first, queueDepth: UInt64(depth), shardTokens: UInt32(document.shape.shardTokens),
            updateTokens: UInt32(document.shape.updateTokens))
    }
}
