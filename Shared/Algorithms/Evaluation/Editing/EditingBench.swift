public import Editing
public import LatentMemory
public import MemoryTypes
internal import Tensors
internal import Transformer

/// How facts are corrected: a row of the table.
public enum CorrectionWay: Sendable {
    /// An editing method; `atOnce` where all edits of a row are one batch.
    case edits(any EditMethod, atOnce: Bool)
    /// The statement is absorbed into a pool that begins with these tokens.
    case absorbs(MemoryModel, base: PoolDelta?)
    /// Triples are looked up by their subject.
    case looksUp
}

/// Everything that rows of edits are tried on.
public struct EditingBench: Sendable {
    public let cases: [SpelledCase]
    /// Texts whose perplexity is measured.
    let texts: [[Int32]]
    let base: EditedModel
    let model: ModelDigest
    let resources: EditResources
    let spelling: EditingSpelling
    let plan: EditingPlan
    /// Seconds of a clock.
    let now: @Sendable () -> Double
    /// What models say before any correction, by whether it is the one with a pool of its own.
    private var known: [Bool: [Int: [AnswerBefore]]] = [:]
    private var knownLoss: [Bool: Tally] = [:]

    /// - Parameters:
    ///   - base: the model, and what is read with it; edits are computed without its memory.
    ///   - texts: each at least two tokens.
    public init(
        _ base: EditedModel, model: ModelDigest, cases: [SpelledCase], texts: [[Int32]], resources: EditResources,
        spelling: EditingSpelling, plan: EditingPlan, now: @escaping @Sendable () -> Double
    ) {
        (self.base, self.model, self.cases, self.texts) = (base, model, cases, texts)
        (self.resources, self.spelling, self.plan, self.now) = (resources, spelling, plan, now)
    }

    private func start(_ way: CorrectionWay, seed: UInt64) throws(EditingError) -> any CorrectedModel {
        switch way {
        case .edits(let method, _): try EditingStack(method, on: base, model: model, resources: resources)
        case .absorbs(let memory, let pool): AbsorbedFacts(memory, base: pool, spelling: spelling, seed: seed)
        case .looksUp: TripleLookup(base)
        }
    }

    /// One row of edits by one method.
    ///
    /// - Parameter step: called after every edit and every case that was asked about, with how many are done and how
    ///   many there are; what it throws ends the run.
    /// - Throws: `EditingError` where the method cannot begin at all; what `step` throws.
    public mutating func run(
        _ method: String, _ way: CorrectionWay, edits: Int, run: Int, step: (Int, Int) throws -> Void
    ) throws -> EditingOutcome {
        let chosen = plan.cases(edits, run: run, of: cases.count)
        var corrected = try start(way, seed: plan.seed(edits: edits, run: run, edit: edits))
        var outcome = EditingOutcome(method: method, asked: edits, edits: chosen.count)
        outcome.runs = 1
        let isAbsorbing = if case .absorbs = way { true } else { false }
        let first = CaseReader(model: corrected, spelling: spelling)
        let before = chosen.map { answersBefore($0, first, isAbsorbing) }
        note(before, chosen, first.model.reader, isAbsorbing, &outcome)
        let isAtOnce = if case .edits(_, true) = way { true } else { false }
        let groups = isAtOnce ? [Array(chosen.indices)] : chosen.indices.map { [$0] }
        let total = groups.count + chosen.count
        for (number, group) in groups.enumerated() {
            let seed = plan.seed(edits: edits, run: run, edit: number)
            correct(&corrected, group.map { cases[chosen[$0]] }, seed, &outcome)
            let reader = CaseReader(model: corrected, spelling: spelling)
            for place in group where !isAtOnce && chosen.count > 1 {
                let one = cases[chosen[place]]
                outcome.tallies.add(
                    reader.after(one, before: before[place]), to: one, before: before[place], at: .immediate, spelling)
            }
            try step(number + 1, total)
        }
        try finish(corrected, chosen, before, &outcome) { try step(groups.count + $0, total) }
        return outcome
    }

    private func correct(
        _ corrected: inout any CorrectedModel, _ group: [SpelledCase], _ seed: UInt64, _ outcome: inout EditingOutcome
    ) {
        let start = now()
        do {
            try corrected.correct(group, seed: seed)
        } catch {
            outcome.refused += group.count
            outcome.refusal = "\(error)"
        }
        let each = (now() - start) / Double(group.count)
        for _ in group { outcome.seconds.add(each) }
    }

    private mutating func answersBefore(_ number: Int, _ reader: CaseReader, _ isAbsorbing: Bool) -> [AnswerBefore] {
        if let found = known[isAbsorbing]?[number] { return found }
        let answers = reader.before(cases[number])
        known[isAbsorbing, default: [:]][number] = answers
        return answers
    }

    private mutating func note(
        _ before: [[AnswerBefore]], _ chosen: [Int], _ reader: EditedModel, _ isAbsorbing: Bool,
        _ outcome: inout EditingOutcome
    ) {
        for (place, number) in chosen.enumerated() {
            outcome.tallies.add(before[place], of: cases[number])
            outcome.targetTokens.add(Double(cases[number].request.target.count))
        }
        let loss = knownLoss[isAbsorbing] ?? losses(reader)
        knownLoss[isAbsorbing] = loss
        outcome.lossBefore.add(loss)
        addFluency(reader, chosen, to: &outcome.fluencyBefore)
    }

    /// Everything is asked once more after the last edit.
    private func finish(
        _ corrected: any CorrectedModel, _ chosen: [Int], _ before: [[AnswerBefore]],
        _ outcome: inout EditingOutcome, step: (Int) throws -> Void
    ) throws {
        let reader = CaseReader(model: corrected, spelling: spelling)
        for (place, number) in chosen.enumerated() {
            let readings = reader.after(cases[number], before: before[place])
            outcome.tallies.add(readings, to: cases[number], before: before[place], at: .afterAll, spelling)
            let choices = readings.first.flatMap { $0?.forced.choices } ?? []
            let age = place * outcome.byAge.count / chosen.count
            outcome.byAge[age].add(agreement(cases[number].request.target, choices))
            try step(place + 1)
        }
        outcome.lossAfter.add(losses(corrected.reader))
        addFluency(corrected.reader, chosen, to: &outcome.fluency)
    }

    private func losses(_ reader: EditedModel) -> Tally {
        var tally = Tally()
        for text in texts {
            let logits = reader.allLogits(text)
            for place in text.indices.dropLast() {
                let loss = logits.logSumExp(row: place) - Double(logits[place, Int(text[place + 1])])
                tally.add(loss.isFinite ? loss : 100)
            }
        }
        return tally
    }

    private func addFluency(_ reader: EditedModel, _ chosen: [Int], to tally: inout Tally) {
        guard plan.fluencyTokens > 0 else { return }
        let limit = reader.decoder.configuration.positionLimit - reader.context.textPosition
        let prompts = chosen.prefix(EditingPlan.fluencyTexts).map { reader.rewritten(cases[$0].request.prompt.tokens) }
            .filter { $0.count + plan.fluencyTokens <= limit }
        let greedy = GreedyAnswers(decoder: reader.decoder, endTokens: [], tokensMax: plan.fluencyTokens)
        let texts = greedy.answers(prompts.map {
            GreedyPrompt(context: reader.context, tokens: $0, hooks: reader.plan($0))
        })
        for text in texts {
            let words = spelling.decode(text).split(whereSeparator: \.isWhitespace).map(String.init)
            tally.add(100 * Fluency.score(words))
        }
    }
}
