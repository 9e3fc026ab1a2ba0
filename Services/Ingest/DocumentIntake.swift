package import MemoryTypes
package import ServiceKit
package import StoreClient
internal import Synchronization
package import Wire

/// Takes documents in: each is answered once the store has committed it, and what comes while a commit is under way
/// shares the next one.
package final class DocumentIntake<Store: StoreCalls>: Sendable {
    package typealias Instant = ContinuousClock.Instant

    private struct Entry: Sendable {
        let draft: DocumentDraft
        let deadline: Instant
        let answer: Answer<DocumentAccepted>

        var bytes: Int {
            draft.push.text.utf8.count + draft.push.metadata.utf8.count + draft.push.source.utf8.count + 64
        }
    }

    private struct State {
        var batcher: DocumentBatcher<Entry>
        /// A task is about to look for a batch; whatever comes before it runs leaves with it.
        var isSending = false
    }

    private let store: Store
    private let report: @Sendable (_ documents: Int, Duration) -> Void
    private let state: Mutex<State>

    package init(
        store: Store, limits: DocumentBatcher<Never>.Limits = .init(),
        report: @escaping @Sendable (_ documents: Int, Duration) -> Void = { _, _ in }
    ) {
        self.store = store
        self.report = report
        state = Mutex(State(batcher: DocumentBatcher(limits: .init(limits))))
    }

    /// Documents that wait for a batch.
    package var waitingCount: Int { state.withLock { $0.batcher.waitingCount } }

    /// Hands a document to the store.
    ///
    /// - Parameter answer: called once the document is durable, or with the store's refusal of this document, or with
    ///   what stood in the way until the deadline. The document may be durable then nevertheless: sending it again is
    ///   no second deed.
    /// - Throws: `queueFull`.
    package func take(
        _ push: PushDocument, of caller: Caller, deadline: Instant, answer: Answer<DocumentAccepted>
    ) throws(Refusal) {
        let draft = DocumentDraft(tenant: caller.tenant, actor: caller.key, push: push)
        let entry = Entry(draft: draft, deadline: deadline, answer: answer)
        let (admission, mustSend) = state.withLock { state in
            let admission = state.batcher.push(entry, bytes: entry.bytes)
            let mustSend = !state.isSending && state.batcher.canSend
            state.isSending = state.isSending || mustSend
            return (admission, mustSend)
        }
        if mustSend { Task { await sendNext() } }
        guard case .full(let count) = admission else { return }
        throw Refusal(
            .queueFull, "\(count) documents wait for the store already.", retryAfter: 200, numbers: [Int64(count)])
    }

    /// Sends a batch, and then what has come meanwhile, until nothing waits.
    private func sendNext() async {
        while let batch = nextBatch() {
            await append(batch)
            state.withLock { $0.batcher.finish() }
        }
    }

    private func nextBatch() -> [Entry]? {
        state.withLock { state in
            state.isSending = false
            return state.batcher.next()
        }
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
                for (entry, outcome) in zip(batch, appended.outcomes) { entry.answer(outcome.result) }
                return
            } catch {
                guard error.isRetryable || error.code == .deadlinePassed, error.code != .tenantLimitReached else {
                    for entry in batch { entry.answer(.failure(error)) }
                    return
                }
                hindrance = error
                await Backoff.pause(backoff.next())
            }
        }
    }

    /// Those of a batch whose clients wait on; the others whose time is over are told why.
    private func stillWaiting(in batch: [Entry], now: Instant, because refusal: Refusal) -> [Entry] {
        for entry in batch where entry.deadline <= now { entry.answer(.failure(refusal)) }
        return batch.filter { $0.deadline > now && $0.answer.isWanted }
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
