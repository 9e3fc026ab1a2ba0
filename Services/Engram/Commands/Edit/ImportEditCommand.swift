internal import ArgumentParser
internal import Bytes
internal import Checkpoints
internal import Editing
internal import MemoryTypes
internal import Wire

/// An edit from a file.
struct ImportEditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Takes an edit from a file of `engram edit export` into a pool of the same model.",
        discussion: """
            Nothing is computed: the artifact is applied as it is, and measured as every edit is. Without facts its \
            reliability is not known.
            """)

    @Argument(help: "The file.", completion: .file()) var path: String
    @OptionGroup var target: EditTarget
    @OptionGroup var facts: FactOptions
    @Option(help: "The edit's identifier, 32 hexadecimal digits; drawn if not given.") var id: EditID?
    @OptionGroup var waiting: EditWaiting
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let terminal = Surroundings.current.terminal
        let items = try facts.items()
        let file: EditArtifactFile
        do throws(CheckpointsError) { file = try EditArtifactFile(path: path) } catch {
            throw Failure(.data, "This is no edit that can be used: \(error)")
        }
        let report = try await connection.with { conversation in
            let pool = try await target.pool(conversation)
            let digest = file.artifact.digest
            try await conversation.put(file.artifact.encoded, digest: digest)
            let draft = EditDraft(
                method: EditDraft.imported, settings: [], artifact: digest, onEdited: false, items: items)
            return try await waiting.submit(
                SubmitEdit(edit: id ?? .drawn(), name: pool, draft: draft), conversation, terminal)
        }
        try terminal.show(report, json: output.json)
        if !report.isSuccess { throw ExitCode(ExitStatus.verdict.rawValue) }
    }
}
