internal import ArgumentParser
internal import MemoryTypes
internal import StoreClient
internal import Wire

struct RebuildPoolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Builds a pool anew, for another model if need be, and puts it in the old one's place.",
        discussion: """
            The kept documents of SOURCE are absorbed again in their order, into a pool that stands under NAME \
            meanwhile; SOURCE serves until all is absorbed. Then the two exchange names at one instant, as both logs \
            record: SOURCE is the new pool from then on, with its documents and facts, and NAME the old one, until you \
            drop it. It goes on by itself after any stop; the same command again joins it.
            """)

    @Argument(help: "The pool that is to be built anew.") var source: PoolName
    @Argument(help: "What the new pool is called until then, and the old one afterwards.") var name: PoolName
    @Option(help: "A model's name or digest; the same model if absent.") var model = ""
    @Flag(help: "Wait until the pools have exchanged names.") var wait = false
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let request = RebuildPool(source: source, model: model, name: name)
        let (pool, edits) = try await connection.with { conversation in
            let edits = try await conversation.edits(in: source).edits
            let built = try await conversation.call(request, within: .seconds(300))
            return (wait ? try await follow(built, conversation) : built, edits)
        }
        let terminal = Surroundings.current.terminal
        warn(of: edits, on: terminal)
        try terminal.show(PoolReport(pool), json: output.json)
        guard pool.name == name else { return }
        terminal.note("\(source) serves until \(name) has read everything; --wait, or `engram pools show \(name)`.")
    }

    /// Edits are made for the weights of one model, and stay with the pool they were made in.
    private func warn(of edits: [EditSummary], on terminal: Terminal) {
        guard !edits.isEmpty else { return }
        terminal.warn(
            "\(Amounts.counted(edits.count, "edit")) of \(source) cannot be carried over and must be made again:")
        for edit in edits { terminal.warn("  \(edit.edit)  \(EditRow(edit).fact)") }
    }

    /// Shows how far it is until the name is the new pool's.
    private func follow(_ built: PoolDescription, _ conversation: any Conversation) async throws -> PoolDescription {
        let shown = ProgressLine("rebuild", on: Surroundings.current.terminal)
        defer { shown.clear() }
        var most: UInt64 = 0
        while true {
            let now = try await conversation.call(ShowPool(name: source), within: .seconds(60))
            if now.uid == built.uid { return now }
            let left = try await conversation.call(ShowPool(name: name), within: .seconds(60)).shards
                .reduce(0) { $0 + $1.pendingJobs }
            most = max(most, left)
            shown.show(Progress(done: most - left, total: most, text: "documents absorbed again"))
            await Backoff.pause(.milliseconds(300))
        }
    }
}
