package import MemoryTypes
internal import Tensors
internal import Threads
package import Tokenization
package import Transformer

/// Makes tokens: one step after another on a thread of its own, each step for all running queries at once.
///
/// Between two steps queries come and go: the actor's other methods run on the same thread then.
package actor DecodingLoop {
    package typealias Instant = ContinuousClock.Instant

    /// What a step took, for metrics.
    package struct StepReport: Sendable {
        package let rows: Int
        package let running: Int
        package let waiting: Int
        package let duration: Duration
    }

    private let executor: ThreadExecutor
    private let tokenizer: Tokenizer
    private let endTokens: Set<Int32>
    private let report: @Sendable (StepReport) -> Void
    private var scheduler: DecodeScheduler
    private var batch: DecodingBatch
    private var queries: [QueryID: RunningQuery] = [:]
    private var idle: CheckedContinuation<Void, Never>?
    /// Something has come since the last step was planned.
    private var hasNews = false
    private var isDraining = false
    private var isStopped = false

    nonisolated package var unownedExecutor: UnownedSerialExecutor { executor.forActor }

    package init(
        decoder: Decoder, tokenizer: Tokenizer, endTokens: Set<Int32>, limits: DecodeScheduler.Limits,
        report: @escaping @Sendable (StepReport) -> Void
    ) {
        executor = ThreadExecutor(name: "decoding")
        batch = DecodingBatch(decoder)
        self.tokenizer = tokenizer
        self.endTokens = endTokens
        self.report = report
        scheduler = DecodeScheduler(limits: limits)
    }

    package var load: (running: Int, waiting: Int) { (scheduler.runningCount, scheduler.waitingCount) }

    /// Takes a query, whose events come out of the stream. A reader that ends the stream cancels the query.
    ///
    /// - Throws: `queueFull`, `positionLimitExceeded`, `deadlinePassed` or `shuttingDown`.
    package func submit(_ query: Query) throws(Refusal) -> AnswerStream {
        guard !isDraining, !isStopped else { throw Refusal(.shuttingDown) }
        let plan = DecodeScheduler.Query(
            id: query.id, promptTokens: query.prompt.count, tokenLimit: query.tokenLimit, deadline: query.deadline)
        switch scheduler.submit(plan, now: .now) {
        case .queued: break
        case .late: throw Refusal(.deadlinePassed)
        case .full(let waiting, let retryAfter):
            throw Refusal(
                .queueFull, "\(waiting) queries wait already.", retryAfter: UInt32(retryAfter / .milliseconds(1)),
                numbers: [Int64(waiting)])
        case .tooLong(let positions, let limit):
            throw Refusal(
                .positionLimitExceeded, "Prompt and answer take \(positions) positions; this worker gives \(limit).",
                numbers: [Int64(positions), Int64(limit)])
        }
        let (stream, events) = AnswerStream.makeStream(bufferingPolicy: .unbounded)
        let sequence = batch.add(
            reading: query.context, hooks: query.hooks, capacity: query.prompt.count + min(query.tokenLimit, 256))
        queries[query.id] = RunningQuery(query, sequence: sequence, tokenizer: tokenizer, events: events)
        wake()
        return stream
    }

    /// Ends a query; it is told so.
    package func cancel(_ id: QueryID) {
        if scheduler.cancel(id) { end(id, .cancelled, now: .now) }
    }

    /// Makes tokens until the loop has been drained or the task is cancelled; what still runs is told to ask again.
    package func run() async {
        while !Task.isCancelled, !(isDraining && scheduler.isIdle) {
            hasNews = false
            let step = scheduler.plan(now: .now)
            if step.isEmpty {
                await waitForWork()
            } else {
                perform(step)
                await Task.yield()
            }
        }
        isStopped = true
        for id in queries.keys.sorted() {
            _ = scheduler.cancel(id)
            end(id, .shutdown, now: .now)
        }
        executor.stop()
    }

    /// Takes nothing more and lets `run` return when the last answer has ended.
    package func drain() {
        isDraining = true
        wake()
    }

    private func waitForWork() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if hasNews || Task.isCancelled { continuation.resume() } else { idle = continuation }
            }
        } onCancel: {
            Task { await self.wake() }
        }
    }

    private func wake() {
        hasNews = true
        idle?.resume()
        idle = nil
    }

    private func end(_ id: QueryID, _ reason: FinishReason, now: Instant) {
        guard var query = queries.removeValue(forKey: id) else { return }
        batch.remove(query.sequence)
        query.end(reason, now: now)
    }

    // MARK: A step

    private func perform(_ step: DecodeScheduler.Step) {
        let begin = Instant.now
        for id in step.late { end(id, .deadline, now: begin) }
        let parts = step.decodes.compactMap(feed) + step.prefills.compactMap(feed)
        guard !parts.isEmpty else { return }
        for part in parts { queries[part.id]?.begin(now: begin) }
        let logits = batch.step(parts.map(\.feed))
        for part in parts where part.feed.notesAttention {
            if let attention = batch.takeAttention(of: part.feed.sequence) { queries[part.id]?.note(attention) }
        }
        let now = Instant.now
        for (row, part) in parts.enumerated() where part.isSampled { sample(part.id, logits[rows: row..<row + 1], now) }
        report(
            StepReport(
                rows: parts.reduce(0) { $0 + $1.feed.tokens.count }, running: scheduler.runningCount,
                waiting: scheduler.waitingCount, duration: begin.duration(to: now)))
    }

    private struct Part {
        let id: QueryID
        let feed: Feed
        let isSampled: Bool
    }

    private func feed(_ id: QueryID) -> Part? {
        queries[id].map { Part(id: id, feed: Feed(sequence: $0.sequence, tokens: [$0.lastToken]), isSampled: true) }
    }

    private func feed(_ prefill: DecodeScheduler.Prefill) -> Part? {
        queries[prefill.id].map {
            let tokens = Array($0.query.prompt[prefill.tokens])
            let isWatched = prefill.isLast && $0.query.documents != nil
            let feed = Feed(sequence: $0.sequence, tokens: tokens, notesAttention: isWatched)
            return Part(id: prefill.id, feed: feed, isSampled: prefill.isLast)
        }
    }

    private func sample(_ id: QueryID, _ logits: Tensor, _ now: Instant) {
        guard var query = queries[id] else { return }
        let outcome = query.draw(query.choose(from: logits), endTokens: endTokens, now: now)
        queries[id] = query
        if let reason = scheduler.sampled(outcome, for: id, now: now) { end(id, reason, now: now) }
    }
}
