internal import ArgumentParser
internal import Foundation
internal import MemoryTypes
internal import Wire

/// Documents in.
struct PushCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "push",
        abstract: "Pushes documents: files, folders, standard input (-), lines of JSON.",
        discussion: """
            A document is durable when its line is printed. Its identifier is made from pool, source and text unless \
            --id is given, so pushing the same again is one deed. Files ending in .jsonl, and everything with --jsonl, \
            hold one JSON object a line: "text", and if wanted "id", "pool", "source", "metadata".
            """)

    @Argument(help: "Files, folders, or - for standard input.", completion: .file()) var paths: [String] = ["-"]
    @Option(help: "The pool that shall read them.") var pool = PoolName(unchecked: "default")
    @Flag(help: "Create pools that do not exist.") var create = false
    @Flag(help: "Wait until all are absorbed.") var wait = false
    @Option(help: "Seconds to wait at most.") var timeout = 3600.0
    @Flag(help: "Read lines of JSON.") var jsonl = false
    @Option(help: "The document's identifier, 32 hexadecimal digits; for one document only.") var id: DocumentID?
    @Option(help: "Where the text is from, instead of its path.") var source: String?
    @Option(help: "A JSON object that is kept beside each document.") var metadata = ""
    @Option(help: "Documents on their way at a time.") var inFlight = 64
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...1024).contains(inFlight) else { throw ValidationError("--in-flight is 1 ... 1024.") }
        guard metadata.isEmpty || (try? JSONSerialization.jsonObject(with: Data(metadata.utf8))) is [String: Any] else {
            throw ValidationError("--metadata is a JSON object.")
        }
    }

    func run() async throws {
        let terminal = Surroundings.current.terminal
        let inputs = try read()
        let report = try await connection.with { conversation in
            if create { try await Self.createPools(Set(inputs.map(\.pool)), conversation) }
            return try await push(inputs, Pusher(conversation: conversation, inFlight: inFlight), terminal)
        }
        try terminal.show(report, json: output.json)
        if wait, !report.unabsorbed.isEmpty {
            throw Failure(
                .verdict, "\(Amounts.counted(report.unabsorbed.count, "document")) could not be absorbed.",
                advice: "engram jobs list --state dead")
        }
    }

    private func read() throws -> [PushInput] {
        let reader = PushReader(pool: pool, document: id, metadata: metadata, source: source, jsonLines: jsonl)
        let inputs = try paths.flatMap { path in
            try reader.inputs(at: path) { try FileHandle.standardInput.readToEnd() ?? Data() }
        }
        guard !inputs.isEmpty else { throw Failure(.noInput, "There is nothing to push.") }
        guard id == nil || inputs.count == 1 else {
            throw Failure(.usage, "--id names one document; here are \(inputs.count).")
        }
        return inputs
    }

    private func push(_ inputs: [PushInput], _ pusher: Pusher, _ terminal: Terminal) async throws -> PushReport {
        let sending = ProgressLine("push  ", on: terminal)
        let accepted = try await pusher.push(inputs) { sending.show($0, of: inputs.count) }
        sending.clear()
        var report = PushReport(inputs, accepted)
        guard wait else { return report }
        let waiting = ProgressLine("absorb", on: terminal)
        defer { waiting.clear() }
        report.note(
            try await pusher.wait(for: accepted.map(\.document), within: .seconds(timeout)) {
                waiting.show($0, of: inputs.count)
            })
        return report
    }

    static func createPools(
        _ names: Set<PoolName>, _ conversation: any Conversation, patience: Duration = .seconds(10)
    ) async throws {
        for name in names.sorted(by: { $0.text < $1.text }) {
            do {
                try await ModelArrival.awaited(for: patience) {
                    _ = try await conversation.call(CreatePool(name: name, model: "", shards: 1, empty: false))
                }
            } catch let refusal as Refusal where refusal.code == .poolExists {
                continue
            }
        }
    }
}
