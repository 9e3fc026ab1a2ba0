internal import Editing
internal import Foundation
internal import Tensors
internal import Transformer

/// What a model said to a question before anything was corrected.
struct AnswerBefore: Sendable {
    /// The likeliest tokens at the places of the right answer.
    let choices: [Int32]
    /// What it says by itself.
    let said: [Int32]
    /// Whether that is the right answer; for the edit's prompts, whether it is what the edit changes.
    let isRight: Bool
}

/// What a model says to a question.
struct QuestionReading {
    let forced: ForcedAnswer
    /// Whether the answer ends where the wanted one does.
    let ends: Bool
    /// The mean loss of what it is compared with; nil where there is nothing.
    let otherLoss: Double?
    /// Whether that is what is likeliest.
    let isOther: Bool
    /// The share of the tokens said before that are still likeliest; nil where nobody asks.
    let kept: Double?
    /// What it says by itself; nil where that is the wanted answer, or where nobody asks.
    let said: [Int32]?
}

/// Puts the questions of a case to a model, all in one pass.
struct CaseReader {
    let model: any CorrectedModel
    let spelling: EditingSpelling

    /// Tokens beyond the wanted answer that are waited for.
    private static let tokensMore = 6
    static let saidTokensMax = 24

    /// The answers to the questions that must not change, and whether those to the edit's prompts are right.
    func before(_ one: SpelledCase) -> [AnswerBefore] {
        let found = read(one.questions, before: nil, saying: { $0.kind.isLocal })
        return zip(one.questions, found).map { question, reading in
            let said = reading?.said ?? question.answer
            let isRight = reading.map { reading in
                question.kind.isLocal ? reading.forced.choices == question.answer && reading.ends : reading.isOther
            }
            return AnswerBefore(
                choices: reading?.forced.choices ?? [], said: Array(said.prefix(Self.saidTokensMax)),
                isRight: isRight ?? false)
        }
    }

    /// Nil for questions that are too long for the model with what is put before them.
    func after(_ one: SpelledCase, before: [AnswerBefore]) -> [QuestionReading?] {
        read(one.questions, before: before, saying: { !$0.kind.isLocal })
    }

    private func read(
        _ questions: [SpelledCase.Question], before: [AnswerBefore]?, saying: (SpelledCase.Question) -> Bool
    ) -> [QuestionReading?] {
        var (texts, places): ([FollowedPrompt], [[Int]]) = ([], [])
        for (number, question) in questions.enumerated() {
            var continuations = [question.answer, question.other]
            if question.kind.isLocal, let before { continuations.append(before[number].said) }
            let isAsked = model.recalled(question.text) == nil && fits(question, continuations)
            places.append(isAsked ? continuations.indices.map { texts.count + $0 } : [])
            if isAsked { texts += continuations.map { FollowedPrompt(question.prompt, following: $0) } }
        }
        let logits = model.reader.logits(of: texts)
        let forced = zip(texts, logits).map { ForcedAnswer($1, target: $0.following) }
        let readings = questions.indices.map { number -> QuestionReading? in
            guard !places[number].isEmpty else { return recalled(questions[number], before?[number]) }
            return reading(questions[number], places[number].map { (forced[$0], logits[$0]) }, before?[number])
        }
        return withSaid(readings, questions, saying)
    }

    private func fits(_ question: SpelledCase.Question, _ continuations: [[Int32]]) -> Bool {
        let (reader, longest) = (model.reader, continuations.map(\.count).max() ?? 0)
        let tokens = reader.rewritten(question.prompt).count + longest + Self.tokensMore
        return reader.context.textPosition + tokens <= reader.decoder.configuration.positionLimit
    }

    private func reading(
        _ question: SpelledCase.Question, _ found: [(forced: ForcedAnswer, logits: Tensor)], _ before: AnswerBefore?
    ) -> QuestionReading {
        let next = Int32(found[0].logits.argmax(row: question.answer.count) ?? 0)
        let kept = before.flatMap { before in
            found.count > 2 ? agreement(before.said, found[2].forced.choices) : nil
        }
        let other = found[1].forced
        return QuestionReading(
            forced: found[0].forced, ends: isEnd(next),
            otherLoss: question.other.isEmpty ? nil : Means.arithmetic(other.losses),
            isOther: !question.other.isEmpty && other.choices == question.other, kept: kept, said: nil)
    }

    /// What is said without the model; nil where nothing is.
    private func recalled(_ question: SpelledCase.Question, _ before: AnswerBefore?) -> QuestionReading? {
        guard let object = model.recalled(question.text) else { return nil }
        let isKept = before.map { $0.said.starts(with: object) && isAtEnd($0.said, object.count) }
        return QuestionReading(
            forced: ForcedAnswer(choices: object, losses: []), ends: object == question.answer, otherLoss: nil,
            isOther: object == question.other,
            kept: question.kind.isLocal ? isKept.map { $0 ? 1 : 0 } : nil, said: object)
    }

    private func isAtEnd(_ tokens: [Int32], _ place: Int) -> Bool { place >= tokens.count || isEnd(tokens[place]) }

    /// A token that ends an answer, a full stop or a line's end.
    private func isEnd(_ token: Int32) -> Bool {
        if spelling.endTokens.contains(token) { return true }
        let text = spelling.decode([token])
        return text.contains("\n") || text.drop { $0 == " " }.hasPrefix(".")
    }

    /// Lets the model speak where its choices are not the answer already.
    private func withSaid(
        _ readings: [QuestionReading?], _ questions: [SpelledCase.Question],
        _ saying: (SpelledCase.Question) -> Bool
    ) -> [QuestionReading?] {
        let speaking = questions.indices.filter { number in
            guard let reading = readings[number], reading.said == nil, saying(questions[number]) else { return false }
            return reading.forced.choices != questions[number].answer || !reading.ends
        }
        guard !speaking.isEmpty else { return readings }
        let longest = speaking.map { questions[$0].answer.count }.max() ?? 0
        let reader = model.reader
        let greedy = GreedyAnswers(
            decoder: reader.decoder, endTokens: spelling.endTokens,
            tokensMax: min(Self.saidTokensMax, longest + Self.tokensMore))
        let said = greedy.answers(speaking.map { number in
            let prompt = reader.rewritten(questions[number].prompt)
            return GreedyPrompt(context: reader.context, tokens: prompt, hooks: reader.plan(prompt))
        })
        var result = readings
        for (number, tokens) in zip(speaking, said) {
            result[number] = readings[number].map {
                QuestionReading(
                    forced: $0.forced, ends: $0.ends, otherLoss: $0.otherLoss, isOther: $0.isOther, kept: $0.kept,
                    said: tokens)
            }
        }
        return result
    }
}
