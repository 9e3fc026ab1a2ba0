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
            question with the same --seed and the version that was printed gives the same answer again.
            """)

    @Argument(help: "The question, or - for standard input; not with --messages.") var prompt: String?
    @Option(help: "The pool to read, as NAME or NAME@VERSION.") var pool: PoolArgument?
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
        guard !compare || pool != nil else { throw ValidationError("--compare needs a --pool.") }
    }

    func run() async throws {
        let terminal = Surroundings.current.terminal
        let question = try Question(prompt: prompt, messagesFile: messages)
        let answers = try await connection.with { conversation in
            let asker = Asker(conversation: conversation, limit: .seconds(timeout))
            var answers = [try await answer(question, useMemory: !noMemory, asker, terminal)]
            if compare { answers.append(try await answer(question, useMemory: false, asker, terminal)) }
            return answers
        }
        guard output.json else { return }
        if compare { terminal.line(try Terminal.json(answers)) } else { terminal.line(try Terminal.json(answers[0])) }
    }

    private func answer(
        _ question: Question, useMemory: Bool, _ asker: Asker, _ terminal: Terminal
    ) async throws -> AnswerReport {
        let ask = request(question, useMemory: useMemory)
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

    private func request(_ question: Question, useMemory: Bool) -> Ask {
        Ask(
            pool: pool.map { PoolReference(name: $0.name, version: $0.version, minimumVersion: minimumVersion) },
            useMemory: useMemory, prompt: question.prompt, messages: question.messages, plain: plain,
            sampling: sampling.sampling, newTokensMax: sampling.maxTokens, stop: sampling.stop,
            wantsDocuments: useMemory)
    }
}
