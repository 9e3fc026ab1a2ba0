package import MemoryTypes

/// Names a query inside one generation worker; never given twice.
package struct QueryID: Hashable, Comparable, Sendable {
    package let value: UInt64
    package init(_ value: UInt64) { self.value = value }
    package static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

/// Decides which queries run in the next step of the decoding loop: continuous batching.
///
/// Queries wait in order of arrival and join the running ones between two steps, as soon as there is a row and there
/// are positions for them. A step reads at most a bounded number of prompt tokens, so that a long prompt slows the
/// running answers but never stops them. It holds no clock, no tokens and no tensors.
package struct DecodeScheduler {
    package typealias Instant = ContinuousClock.Instant

    package struct Limits: Equatable, Sendable {
        /// Queries in one step.
        package var runningMax: Int
        /// Prompt tokens read in one step.
        package var prefillTokensMax: Int
        /// Positions of prompt and answer over all running queries.
        package var positionsMax: Int
        /// Queries that may wait; the next one is refused.
        package var waitingMax: Int

        package init(
            runningMax: Int = 16, prefillTokensMax: Int = 512, positionsMax: Int = 1 << 16, waitingMax: Int = 64
        ) {
            self.runningMax = runningMax
            self.prefillTokensMax = prefillTokensMax
            self.positionsMax = positionsMax
            self.waitingMax = waitingMax
        }
    }

    /// What the scheduler has to know of a query.
    package struct Query: Equatable, Sendable {
        package let id: QueryID
        /// Tokens of the prompt, at least 1.
        package let promptTokens: Int
        /// Tokens of the answer at most, at least 1.
        package let tokenLimit: Int
        package let deadline: Instant?

        package init(id: QueryID, promptTokens: Int, tokenLimit: Int, deadline: Instant?) {
            precondition(promptTokens > 0 && tokenLimit > 0, "\(promptTokens) prompt tokens, limit \(tokenLimit)")
            self.id = id
            self.promptTokens = promptTokens
            self.tokenLimit = tokenLimit
            self.deadline = deadline
        }

        var positions: Int { promptTokens + tokenLimit }
    }

    package enum Admission: Equatable, Sendable {
        case queued
        /// The queue is full; a place may be free after `retryAfter`.
        case full(waiting: Int, retryAfter: Duration)
        /// The query would never fit: it takes `positions`, there are `limit`.
        case tooLong(positions: Int, limit: Int)
        /// The deadline has passed already.
        case late
    }

    /// Prompt tokens of a query to read in this step.
    package struct Prefill: Equatable, Sendable {
        package let id: QueryID
        package let tokens: Range<Int>
        /// Whether the prompt is complete with these: the first token of the answer is sampled then.
        package let isLast: Bool

        package init(id: QueryID, tokens: Range<Int>, isLast: Bool) {
            self.id = id
            self.tokens = tokens
            self.isLast = isLast
        }
    }

    /// The work of one step.
    package struct Step: Equatable, Sendable {
        /// Queries whose deadline has passed: to be ended before anything is computed.
        package var late: [QueryID] = []
        package var prefills: [Prefill] = []
        /// Queries of which one token is fed and the next one sampled.
        package var decodes: [QueryID] = []

        package var isEmpty: Bool { late.isEmpty && prefills.isEmpty && decodes.isEmpty }
    }

    /// What was sampled for a query.
    package enum Sampled: Equatable, Sendable {
        case token, endToken, stopString
    }

    private struct Running {
        let query: Query
        let since: Instant
        var read = 0
        var answered = 0
    }

    package let limits: Limits
    private var waiting: [Query] = []
    private var running: [Running] = []
    private var meanService = Duration.milliseconds(500)

    package var waitingCount: Int { waiting.count }
    package var runningCount: Int { running.count }
    package var isIdle: Bool { waiting.isEmpty && running.isEmpty }

    package init(limits: Limits = Limits()) { self.limits = limits }

    /// Takes a query into the queue, or says why not.
    package mutating func submit(_ query: Query, now: Instant) -> Admission {
        guard query.positions <= limits.positionsMax else {
            return .tooLong(positions: query.positions, limit: limits.positionsMax)
        }
        if let deadline = query.deadline, deadline <= now { return .late }
        guard waiting.count < limits.waitingMax else { return .full(waiting: waiting.count, retryAfter: retryAfter) }
        waiting.append(query)
        return .queued
    }

    /// Forgets a query wherever it is.
    ///
    /// - Returns: whether it was there, that is, whether it has still to be told that it ended.
    package mutating func cancel(_ id: QueryID) -> Bool {
        let before = waiting.count + running.count
        waiting.removeAll { $0.id == id }
        running.removeAll { $0.query.id == id }
        return waiting.count + running.count < before
    }

    /// The next step. Late queries leave, waiting ones join, prompts are read in order of arrival.
    package mutating func plan(now: Instant) -> Step {
        var step = Step()
        step.late = removeLate(now: now)
        admit(now: now)
        var budget = limits.prefillTokensMax
        for index in running.indices {
            let entry = running[index]
            let missing = entry.query.promptTokens - entry.read
            if missing == 0 {
                step.decodes.append(entry.query.id)
            } else if budget > 0 {
                let count = min(missing, budget)
                let tokens = entry.read..<entry.read + count
                step.prefills.append(Prefill(id: entry.query.id, tokens: tokens, isLast: count == missing))
                running[index].read += count
                budget -= count
            }
        }
        return step
    }

    /// Notes what was sampled for a running query.
    ///
    /// - Returns: why the answer ends with this token, if it does; the query is gone then.
    package mutating func sampled(_ sampled: Sampled, for id: QueryID, now: Instant) -> FinishReason? {
        guard let index = running.firstIndex(where: { $0.query.id == id }) else {
            preconditionFailure("a token was sampled for query \(id.value), which does not run")
        }
        running[index].answered += 1
        let reason: FinishReason? =
            switch sampled {
            case .endToken: .endOfText
            case .stopString: .stopString
            case .token: running[index].answered == running[index].query.tokenLimit ? .tokenLimit : nil
            }
        if reason != nil { finish(at: index, now: now) }
        return reason
    }

    /// When a query that comes now and finds no place may try again.
    package var retryAfter: Duration {
        max(.milliseconds(100), meanService * (waiting.count + 1) / limits.runningMax)
    }

    private mutating func removeLate(now: Instant) -> [QueryID] {
        func isLate(_ query: Query) -> Bool { query.deadline.map { $0 <= now } ?? false }
        let late = (running.map(\.query) + waiting).filter(isLate).map(\.id)
        running.removeAll { isLate($0.query) }
        waiting.removeAll(where: isLate)
        return late
    }

    private mutating func admit(now: Instant) {
        var positions = running.reduce(0) { $0 + $1.query.positions }
        while let first = waiting.first, running.count < limits.runningMax,
            positions + first.positions <= limits.positionsMax
        {
            positions += first.positions
            running.append(Running(query: waiting.removeFirst(), since: now))
        }
    }

    private mutating func finish(at index: Int, now: Instant) {
        meanService = (meanService * 7 + running[index].since.duration(to: now)) / 8
        running.remove(at: index)
    }
}
