internal import Foundation

/// Takes samples of one model when asked, a line of JSON each, so that another program can measure us and others in
/// turn.
///
///     -> {"engine": ..., "about": ...}                          once the model is there
///     <- {"measure": "decode", "prompt": 32, "tokens": 16}      -> {"seconds": ...}
///     <- {"measure": "prefill", "tokens": 512}                  -> {"seconds": ...}
///     <- {"measure": "first", "prompt": 32}                     -> {"seconds": ...}    right after an update
///     <- {"measure": "rome", "layer": 20}                       -> {"seconds": ...}    one edit; also memoir
struct BenchServer {
    private struct Greeting: Encodable {
        let engine = "engram \(Build.version)"
        let about: String
    }

    private struct Question: Decodable {
        let measure: String
        let prompt: Int?
        let tokens: Int?
        let layer: Int?
    }

    private struct Answer: Encodable { let seconds: Double }

    let model: BenchModel
    let terminal: Terminal

    func run(about: String) async throws {
        try say(Greeting(about: about))
        while let line = readLine() {
            let question: Question
            do { question = try JSONDecoder().decode(Question.self, from: Data(line.utf8)) } catch {
                throw Failure(.data, "Not a question: \(line)")
            }
            try say(Answer(seconds: try await sample(question)))
        }
    }

    private func sample(_ question: Question) async throws -> Double {
        let (prompt, tokens) = (question.prompt ?? 32, question.tokens ?? 16)
        switch question.measure {
        case "decode": return try await model.decode(prompt: prompt, tokens: tokens)
        case "prefill": return try await model.prefill(tokens: tokens)
        case "first": return try await model.first(prompt: prompt, afterUpdate: true)
        case "update": return try await model.selfUpdate(tokens: tokens)
        case "rome", "memoir":
            guard let edit = BenchEdit(question.measure, layer: question.layer ?? 0, model) else {
                throw Failure(.data, "The model has no layer \(question.layer ?? 0).")
            }
            return try edit.seconds()
        default: throw Failure(.data, "No such measure: \(question.measure)")
        }
    }

    private func say(_ value: some Encodable) throws(Failure) {
        do { terminal.line(String(decoding: try JSONEncoder().encode(value), as: UTF8.self)) } catch {
            throw Failure(.fault, "This answer has no JSON form: \(error)")
        }
    }
}
