package import MemoryTypes
package import StoreClient
package import Wire

/// Takes documents in: each is answered once the store has committed it, and what comes while a commit is under way
/// shares the next one.
package actor DocumentIntake<Store: StoreCalls> {
    package typealias Instant = ContinuousClock.Instant

    private struct Entry {
        let number: UInt64
        let draft: DocumentDraft
        let deadline: Instant

        var bytes: Int {
            draft.push.text.utf8.count + draft.push.metadata.utf8.count + draft.push.source.utf8.count + 64
        }
    }

    private let store: Store
    private let report: @Sendable (_ documents: Int, Duration) -> Void
    private var batcher: DocumentBatcher<Entry>
    private var waiting: [UInt64: CheckedContinuation<Result<DocumentAccepted, Refusal>, Never>] = [:]
    private var last: UInt64 = 0

    package init(
        store: Store, limits: DocumentBatcher<Never>.Limits = .init(),
        report: @escaping @Sendable (_ documents: Int, Duration) -> Void = { _, _ in }
    ) {
        self.store = store
        self.report = report
        batcher = DocumentBatcher(limits: .init(limits))
    }

    /// Documents that wait for a batch.
    package var waitingCount: Int { batcher.waitingCount }

    /// Hands a document to the store.
    ///
    /// - Returns: once it is durable.
    /// - Throws: the store's refusal of this document, `queueFull`, or what stood in the way until the deadline. The
    ///   document may be durable then nevertheless: sending it again is no second deed.
    package func take(_ push: PushDocument, of tenant: TenantName, deadline: Instant) async throws(Refusal)
        -> DocumentAccepted
    {
        last += 1
        let entry = Entry(number: last, draft: DocumentDraft(tenant: tenant, push: push), deadline: deadline)
        if case .full(let count) = batcher.push(entry, bytes: entry.bytes) {
            throw Refusal(
                .queueFull, "\(count) documents wait for the store already.", retryAfter: 200, numbers: [Int64(count)])
        }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                waiting[entry.number] = continuation
                if Task.isCancelled { finish(entry.number, .failure(Refusal(.cancelled))) }
                sendNext()
            }
        } onCancel: {
            Task { await self.finish(entry.number, .failure(Refusal(.cancelled))) }
        }
        return try result.get()
    }

    private func finish(_ number: UInt64, _ result: Result<DocumentAccepted, Refusal>) {
        waiting.removeValue(forKey: number)?.resume(returning: result)
    }

    private func sendNext() {
        while let batch = batcher.next() { Task { await self.send(batch) } }
    }

    private func send(_ batch: [Entry]) async {
        await append(batch)
        batcher.finish()
        sendNext()
    }

    /// Hands a batch over until the store has answered or nobody waits for it any more.
    private func append(_ batch: [Entry]) async {
        var backoff = Backoff(first: .milliseconds(20), longest: .seconds(1))
        var batch = batch
        var hindrance = Refusal(.deadlinePassed)
        while true {
            let began = Instant.now
            batch = stillWaiting(in: batch, now: began, because: hindrance)
            guard let latest = batch.map(\.deadline).max() else { return }
            do throws(Refusal) {
                let appended = try await store.call(
                    AppendDocuments(drafts: batch.map(\.draft)), within: min(.seconds(10), began.duration(to: latest)))
                guard appended.outcomes.count == batch.count else { throw Refusal(.malformedPayload) }
                report(batch.count, began.duration(to: .now))
                for (entry, outcome) in zip(batch, appended.outcomes) { finish(entry.number, outcome.result) }
                return
            } catch {
                guard error.isRetryable || error.code == .deadlinePassed, error.code != .tenantLimitReached else {
                    for entry in batch { finish(entry.number, .failure(error)) }
                    return
                }
                hindrance = error
                await Backoff.pause(backoff.next())
            }
        }
    }

    /// Those of a batch whose clients wait on; the others whose time is over are told why.
    private func stillWaiting(in batch: [Entry], now: Instant, because refusal: Refusal) -> [Entry] {
        for entry in batch where entry.deadline <= now { finish(entry.number, .failure(refusal)) }
        return batch.filter { waiting[$0.number] != nil }
    }
}

extension DocumentBatcher.Limits {
    /// The same limits for items of another type.
    init<Other>(_ other: DocumentBatcher<Other>.Limits) {
        self.init(
            batchDocumentsMax: other.batchDocumentsMax, batchBytesMax: other.batchBytesMax,
            batchesInFlightMax: other.batchesInFlightMax, waitingDocumentsMax: other.waitingDocumentsMax,
            waitingBytesMax: other.waitingBytesMax)
    }
}

extension AppendOutcome {
    fileprivate var result: Result<DocumentAccepted, Refusal> {
        switch self {
        case .accepted(let accepted): .success(accepted)
        case .refused(let refusal): .failure(refusal)
        }
    }
}
