internal import ArgumentParser
internal import Editing
internal import MemoryTypes
internal import Wire

/// A fact, corrected.
struct AddEditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Corrects a fact: after the prompt the pool's model is to say the target.",
        discussion: """
            The prompt is taken as it stands, as `engram ask --plain` takes it. Give paraphrases and prompts whose \
            answers must stay: they are measured, and the pool's guard holds the edit to them. Settings are those of \
            the method for this model; --set layer=N names a layer where nobody has found one (`engram edit trace` \
            does). The same --id with the same facts is one deed.

            \(methods)
            """)

    private static let methods = EditForm.all.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n")

    @OptionGroup var target: EditTarget
    @OptionGroup var facts: FactOptions
    @Option(help: "The method.") var method = "memoir"
    @Option(name: .customLong("set"), help: "A setting as NAME=VALUE; may be given several times.")
    var settings: [String] = []
    @Flag(help: "Compute it on the model as it was, not as earlier edits left it.") var onBase = false
    @Option(help: "The edit's identifier, 32 hexadecimal digits; drawn if not given.") var id: EditID?
    @Option(help: "Where its drawing begins; drawn by the store if not given.") var seed: UInt64?
    @OptionGroup var waiting: EditWaiting
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard EditForm.all.contains(where: { $0.name == method }) else {
            throw ValidationError("--method is one of \(EditForm.all.map(\.name).joined(separator: ", ")).")
        }
    }

    func run() async throws {
        let terminal = Surroundings.current.terminal
        let items = try facts.items()
        guard !items.isEmpty else { throw Failure(.usage, "Give --prompt and --target, or --file.") }
        let draft = EditDraft(method: method, settings: settings, onEdited: !onBase, items: items)
        let report = try await connection.with { conversation in
            let pool = try await target.pool(conversation)
            return try await waiting.submit(
                SubmitEdit(edit: id ?? .drawn(), name: pool, draft: draft, seed: seed), conversation, terminal)
        }
        try terminal.show(report, json: output.json)
        if !report.isSuccess { throw ExitCode(ExitStatus.verdict.rawValue) }
    }
}

extension EditID {
    /// One that nobody has.
    static func drawn() -> EditID { EditID(unchecked: (0..<16).map { _ in UInt8.random(in: .min ... .max) }) }
}
