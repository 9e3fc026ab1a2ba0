internal import ArgumentParser
internal import MemoryTypes
internal import Wire

/// `--pool` of commands that edit.
struct EditTarget: ParsableArguments {
    @Option(help: "The pool; the only one there is, if not given.") var pool: PoolName?

    func pool(_ conversation: any Conversation) async throws -> PoolName {
        if let pool { return pool }
        guard let only = try await PoolChoice.only(conversation) else {
            throw Failure(.refused, "There is no pool to edit.", advice: "`engram pools create NAME` makes one.")
        }
        return only
    }
}

/// Facts, from the command line or from a file.
struct FactOptions: ParsableArguments {
    @Option(help: "What stands before the fact.") var prompt: String?
    @Option(help: "What the fact is about, as the prompt has it.") var subject: String?
    @Option(help: "What the model is to say after the prompt.") var target: String?
    @Option(help: "The prompt in other words; may be given several times.") var paraphrase: [String] = []
    @Option(help: "A prompt whose answer must stay; may be given several times.") var locality: [String] = []
    @Option(
        help: "Lines of JSON with prompt, subject, target, paraphrases and locality: one batch.",
        completion: .file())
    var file: String?

    /// None where nothing was given.
    func items() throws(Failure) -> [EditItem] {
        guard file == nil || prompt == nil && target == nil else {
            throw Failure(.usage, "Give --prompt and --target, or --file.")
        }
        if let file { return try EditBatchFile.items(path: file) }
        guard prompt != nil || target != nil else { return [] }
        guard let prompt, let target else { throw Failure(.usage, "--prompt and --target belong together.") }
        return [EditItem(
            prompt: prompt, subject: subject, target: target, paraphrases: paraphrase, locality: locality)]
    }
}

/// Whether and how long a command waits for an edit's job.
struct EditWaiting: ParsableArguments {
    @Flag(help: "Do not wait until it is computed.") var noWait = false
    @Option(help: "Seconds to wait at most.") var timeout = 600.0

    /// Submits an edit, and waits for what becomes of it.
    func submit(
        _ request: SubmitEdit, _ conversation: any Conversation, _ terminal: Terminal
    ) async throws -> EditDetailReport {
        let accepted = try await conversation.call(request)
        if !accepted.first { terminal.note("this edit was submitted before; nothing was written") }
        return try await detail(of: accepted.edit, in: request.name, conversation, terminal)
    }

    /// What is known of an edit, once its job is over.
    func detail(
        of edit: EditID, in pool: PoolName, _ conversation: any Conversation, _ terminal: Terminal
    ) async throws -> EditDetailReport {
        guard !noWait else {
            return EditDetailReport(try await conversation.call(ShowEdit(name: pool, edit: edit)))
        }
        terminal.overwrite("edit \(edit) is being computed")
        defer { terminal.overwrite("") }
        return EditDetailReport(
            try await conversation.call(AwaitEdit(name: pool, edit: edit), within: .seconds(timeout)))
    }
}
