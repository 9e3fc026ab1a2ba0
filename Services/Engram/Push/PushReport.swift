internal import MemoryTypes
internal import Wire

/// What became of the documents that were pushed.
struct PushReport: Report {
    struct Row: Encodable, Sendable {
        let document, pool, source: String
        let job, queueDepth: UInt64
        /// False if the same document had been accepted before.
        let first: Bool
        let shard: UInt32
        /// Updates of a shard after which half of a document is expected to be left.
        let halfLife: Double
        var state: String
        var version: UInt64?
        var error: String?
    }

    var rows: [Row]

    init(_ inputs: [PushInput], _ accepted: [DocumentAccepted]) {
        rows = zip(inputs, accepted).map { input, accepted in
            let survival = Survival(
                updateTokens: Int(accepted.updateTokens), shardTokens: Int(accepted.shardTokens))
            return Row(
                document: accepted.document.description, pool: input.pool.text, source: input.source,
                job: accepted.job.value, queueDepth: accepted.queueDepth, first: accepted.first, shard: accepted.shard,
                halfLife: survival?.halfLife ?? .infinity, state: "\(DocumentState.queued)")
        }
    }

    mutating func note(_ statuses: [DocumentStatus]) {
        for (index, status) in statuses.enumerated() where rows.indices.contains(index) {
            rows[index].state = "\(status.state)"
            rows[index].version = status.lastVersion?.value
            rows[index].error = status.error.isEmpty ? nil : status.error
        }
    }

    var unabsorbed: [Row] { rows.filter { $0.state != "\(DocumentState.absorbed)" } }

    private static let rowsShown = 20

    func write(to terminal: Terminal) {
        var table = Table(.left("document"), .left("pool"), .left("state"), .right("version"), .left("source"))
        for row in rows.prefix(Self.rowsShown) {
            let state = row.first ? row.state : "\(row.state) (sent before)"
            table.add(row.document, row.pool, state, row.version.map { "\($0)" } ?? "", row.error ?? row.source)
        }
        table.write(to: terminal)
        if rows.count > Self.rowsShown {
            terminal.line("... and \(rows.count - Self.rowsShown) more (--json lists all)")
        }
        let repeated = rows.filter { !$0.first }.count
        terminal.line(
            "\(Amounts.counted(rows.count, "document")) accepted and durable"
                + (repeated > 0 ? ", \(repeated) of them sent before" : ""))
        writeFading(to: terminal)
    }

    /// What to expect: a latent memory fades with every further update.
    private func writeFading(to terminal: Terminal) {
        let byPool = Dictionary(grouping: rows.filter { $0.halfLife.isFinite }) { "\($0.pool) \($0.shard)" }
        guard let shortest = byPool.values.compactMap({ $0.first?.halfLife }).min() else { return }
        terminal.line(
            "Half of a document is expected to be left after \(Int(shortest.rounded(.up))) further updates."
        )
        let faded = byPool.values.filter { Double($0.count) > ($0.first?.halfLife ?? .infinity) }
        guard !faded.isEmpty else { return }
        let pools = Set(faded.compactMap { $0.first?.pool }).sorted().joined(separator: ", ")
        terminal.warn(
            "Of this push's first documents less than half is expected to be left when the last is absorbed "
                + "(\(pools)). Spread them over more pools, or absorb some again: engram pools refresh.")
    }
}
