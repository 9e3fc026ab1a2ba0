internal import ArgumentParser
internal import Foundation
internal import MemoryTypes
internal import Wire

/// Questions and answers.
struct AskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask",
        abstract: "Asks, and streams the answer.",
        discussion: """
            The answer goes to standard output as it comes; what it was made from goes to standard error. The same \
            question with the same --seed and the version that was printed gives the same answer again. Without --pool \
            the only pool is read; without any pool the model answers alone, and says so.
            """)

    @Argument(help: "The question, or - for standard input; not with --messages.") var prompt: String?
    @Option(help: "The pool to read, as NAME or NAME@VERSION; the only one there is, if not given.")
    var pool: PoolArgument?
    @Option(help: "Wait for at least this version; refused if it does not come in time.") var minimumVersion:
        PoolVersion?
    @Flag(help: "Answer without memory.") var noMemory = false
    @Flag(help: "Answer with memory, and then without, for comparison.") var compare = false
    @Option(help: "A file with a chat: a JSON array of {\"role\", \"content\"}.", completion: .file()) var messages:
        String?
    @Flag(help: "Give the prompt to the model as it stands, without its template.") var plain = false
    @OptionGroup var sampling: SamplingOptions
    @Option(help: "Seconds to wait at most.") var timeout = 120.0
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (prompt == nil) != (messages == nil) else { throw ValidationError("Give a question, or --messages.") }
        guard !(compare && noMemory) else { throw ValidationError("--compare and --no-memory do not go together.") }
    }

    func run() async throws {
        let terminal = Surroundings.current.terminal
        let question = try Question(prompt: prompt, messagesFile: messages)
        let answers = try await connection.with { conversation in
            let reference = try await reference(conversation, terminal)
            let asker = Asker(conversation: conversation, limit: .seconds(timeout))
            var answers = [try await answer(question, reference, useMemory: !noMemory, asker, terminal)]
            if compare { answers.append(try await answer(question, reference, useMemory: false, asker, terminal)) }
            return answers
        }
        guard output.json else { return }
        if compare { terminal.line(try Terminal.json(answers)) } else { terminal.line(try Terminal.json(answers[0])) }
    }

    /// What is read: the pool that was named, or the only one.
    private func reference(_ conversation: any Conversation, _ terminal: Terminal) async throws -> PoolReference? {
        if let pool {
            return PoolReference(name: pool.name, version: pool.version, minimumVersion: minimumVersion)
        }
        guard !noMemory else { return nil }
        if let name = try await PoolChoice.only(conversation) {
            return PoolReference(name: name, minimumVersion: minimumVersion)
        }
        terminal.note("there is no pool: the model answers without memory")
        return nil
    }

    private func answer(
        _ question: Question, _ pool: PoolReference?, useMemory: Bool, _ asker: Asker, _ terminal: Terminal
    ) async throws -> AnswerReport {
        let ask = request(question, pool, useMemory: useMemory)
        if compare, !output.json {
            terminal.line(terminal.styled(useMemory ? "with memory:" : "without memory:", .bold))
        }
        let answer = try await asker.ask(ask) { if !output.json { terminal.text($0) } }
        if !output.json {
            terminal.line()
            answer.writeSource(to: terminal)
        }
        return answer
    }

    private func request(_ question: Question, _ pool: PoolReference?, useMemory: Bool) -> Ask {
        Ask(
            pool: pool, useMemory: useMemory, prompt: question.prompt, messages: question.messages, plain: plain,
            sampling: sampling.sampling, newTokensMax: sampling.maxTokens, stop: sampling.stop,
            wantsDocuments: useMemory)
    }
}
