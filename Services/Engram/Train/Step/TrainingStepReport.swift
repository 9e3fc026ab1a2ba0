internal import Foundation

/// How long steps took.
struct TrainingStepReport: Report {
    let parameters, tokens: Int
    /// The median.
    let seconds: Double
    let tokensPerSecond: Double
    let samples: [Double]

    init(_ step: TrainingStep, _ samples: [Double]) {
        (parameters, tokens, self.samples) = (step.parameters, step.tokens, samples)
        seconds = samples.sorted()[samples.count / 2]
        tokensPerSecond = Double(tokens) / seconds
    }

    func write(to terminal: Terminal) {
        terminal.line(
            "\(parameters) parameters, \(tokens) tokens a step: \(Amounts.milliseconds(UInt64(seconds * 1000))), "
                + "\(Int(tokensPerSecond)) tokens/s (median of \(samples.count))")
    }
}

/// Takes a step when asked, a line of JSON each, as the engines of deploy/bench do.
///
///     -> {"engine": ..., "about": ...}     once the model is there
///     <- {"measure": "step"}               -> {"seconds": ...}
struct TrainingStepServer {
    private struct Greeting: Encodable {
        let engine = "engram \(Build.version)"
        let about: String
    }

    private struct Question: Decodable { let measure: String }
    private struct Answer: Encodable { let seconds: Double }

    let terminal: Terminal

    func run(_ step: inout TrainingStep) throws {
        try say(Greeting(about: "\(step.parameters) parameters, \(step.tokens) tokens a step"))
        while let line = readLine() {
            let question: Question
            do { question = try JSONDecoder().decode(Question.self, from: Data(line.utf8)) } catch {
                throw Failure(.data, "Not a question: \(line)")
            }
            guard question.measure == "step" else { throw Failure(.data, "No such measure: \(question.measure)") }
            try say(Answer(seconds: step.seconds()))
        }
    }

    private func say(_ value: some Encodable) throws(Failure) { terminal.line(try Terminal.jsonLine(value)) }
}
