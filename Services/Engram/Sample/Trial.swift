internal import MemoryTypes
internal import Wire

/// Before and after: asks, pushes, waits, asks again; each fact has a pool of its own.
struct Trial: Sendable {
    let conversation: any Conversation
    let facts: [SampleFact]

    private static let newTokensMax = 24
    /// How long the first worker is waited for: it loads its model.
    private static let patience = Duration.seconds(120)

    func run(progress: @Sendable (String, Int) -> Void) async throws -> TrialReport {
        var rows = facts.map { TrialReport.Row($0) }
        for (index, fact) in facts.enumerated() {
            progress("creating pools", index)
            try await ModelArrival.awaited(for: Self.patience) {
                _ = try await conversation.call(
                    CreatePool(name: try Self.name(fact), model: "", shards: 1, empty: false), within: .seconds(120))
            }
        }
        for (index, fact) in facts.enumerated() {
            progress("asking before", index)
            rows[index].before = try await answer(fact, minimumVersion: nil).text
            rows[index].rightBefore = fact.matches(rows[index].before)
        }
        let versions = try await absorb(progress)
        for (index, fact) in facts.enumerated() {
            progress("asking after", index)
            let (text, done) = try await answer(fact, minimumVersion: versions[index])
            rows[index].after = text
            rows[index].right = fact.matches(text)
            rows[index].version = done.poolVersion?.value
            rows[index].position = done.position?.value
        }
        return TrialReport(rows: rows)
    }

    private func absorb(_ progress: @Sendable (String, Int) -> Void) async throws -> [PoolVersion?] {
        let inputs = try facts.map { fact in
            PushInput(document: nil, pool: try Self.name(fact), text: fact.text, metadata: "", source: "engram trial")
        }
        let pusher = Pusher(conversation: conversation, inFlight: 32)
        let accepted = try await pusher.push(inputs) { progress("pushing", $0) }
        let statuses = try await pusher.wait(for: accepted.map(\.document), within: .seconds(600)) {
            progress("absorbing", $0)
        }
        for status in statuses where status.state != .absorbed {
            throw Failure(.verdict, "A document was not absorbed: \(status.error)", advice: "engram jobs list")
        }
        return statuses.map(\.lastVersion)
    }

    private func answer(_ fact: SampleFact, minimumVersion: PoolVersion?) async throws -> (text: String, done: Done) {
        let request = Ask(
            pool: PoolReference(name: try Self.name(fact), minimumVersion: minimumVersion), useMemory: true,
            prompt: fact.prompt, messages: [], plain: true,
            sampling: Sampling(temperature: 0, topK: 0, topP: 1, repetitionPenalty: 1), newTokensMax: Self.newTokensMax,
            stop: [], wantsDocuments: false)
        var pieces: [String] = []
        let done = try await conversation.ask(request, within: .seconds(120)) { pieces.append($0.text) }
        return (pieces.joined().trimmed, done)
    }

    private static func name(_ fact: SampleFact) throws(Failure) -> PoolName {
        guard let name = PoolName(fact.pool) else { throw Failure(.usage, "\(fact.pool) is not a pool's name.") }
        return name
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}

/// What the answers were, and how many were right.
struct TrialReport: Report {
    struct Row: Encodable, Sendable {
        let pool, text, question, expected: String
        var before = "", after = ""
        var right = false, rightBefore = false
        var version, position: UInt64?

        init(_ fact: SampleFact) {
            pool = fact.pool
            text = fact.text
            question = fact.question
            expected = fact.answer
        }
    }

    let rows: [Row]

    var right: Int { rows.filter(\.right).count }
    var rightBefore: Int { rows.filter(\.rightBefore).count }
    var rate: Double { Double(right) / Double(max(rows.count, 1)) }

    private enum Keys: String, CodingKey { case rows, right, rightBefore, count, rate }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(rows, forKey: .rows)
        try container.encode(rows.count, forKey: .count)
        try container.encode(right, forKey: .right)
        try container.encode(rightBefore, forKey: .rightBefore)
        try container.encode(rate, forKey: .rate)
    }

    func write(to terminal: Terminal) {
        var table = Table(
            .left("question"), .left("before"), .left("after"), .left(""), .left("pool@version"), .right("log position")
        )
        for row in rows {
            let mark = row.right ? "ok" : "expected \(row.expected)"
            let version = row.version.map { "\(row.pool)@\($0)" } ?? row.pool
            table.add(row.question, row.before, row.after, mark, version, row.position.map { "\($0)" } ?? "")
        }
        table.write(to: terminal)
        terminal.line()
        terminal.line(
            "exactly right: \(right) of \(rows.count) (\(Amounts.percent(rate))) with memory, "
                + "\(rightBefore) of \(rows.count) before")
    }
}
