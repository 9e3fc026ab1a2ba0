public import Tokenization
internal import Transformer

/// What a stream reads and is asked.
public struct LessonSettings: Codable, Equatable, Sendable {
    /// Facts of a document.
    public var facts = 2...3
    /// Documents of a stream that have a relation in common, so that the subject alone tells them apart.
    public var sharing = 0.7
    /// Documents that correct a fact of an earlier one, and how many documents before that one lies at most.
    public var correctionShare = 0.0
    public var correctionGapMax = 8
    /// Questions whether a fact holds, and questions on what nobody said.
    public var checkShare = 0.0
    public var unknownShare = 0.0
    /// Questions of a sequence.
    public var questions = 8
    /// The share of questions on documents that were just written.
    public var freshShare = 0.5
    public var language = FactSettings()

    public init() {}
}

/// Documents for streams to read and questions on them, each a function of the seed, the stream and a number.
public struct MemoryLessons: Sendable {
    public let settings: LessonSettings
    private let tokenizer: Tokenizer
    private let eos: Int32
    private let weighting: AnswerWeighting
    private let seed: UInt64

    public init(
        _ settings: LessonSettings, tokenizer: Tokenizer, eos: Int32, weighting: AnswerWeighting, seed: UInt64
    ) {
        (self.settings, self.tokenizer, self.eos) = (settings, tokenizer, eos)
        (self.weighting, self.seed) = (weighting, seed)
    }

    private static let purpose: UInt64 = 0x4C45_5353_0000_0001

    private func random(_ stream: Int, _ number: Int, _ use: UInt64) -> CounterGenerator {
        CounterGenerator(key: (seed, Self.purpose), place: (UInt64(stream), UInt64(number), use))
    }

    /// The relation that documents of a stream have in common for a while.
    private func sharedRelation(_ stream: Int, _ number: Int) -> String {
        var generator = FactGenerator(settings.language, random: random(stream, number / 40, 1))
        return generator.fact().relation
    }

    /// Document `number` of a stream, of a length in tokens.
    public func document(stream: Int, number: Int, tokens: ClosedRange<Int>) -> MemoryDocument {
        var random = random(stream, number, 0)
        var generator = FactGenerator(settings.language, random: self.random(stream, number, 2))
        if number > 0, random.nextUnit() < settings.correctionShare {
            let gap = 1 + Int(random.next(below: UInt64(min(number, settings.correctionGapMax))))
            let earlier = facts(stream, number - gap, tokens)
            let fact = earlier.facts[Int(random.next(below: UInt64(earlier.facts.count)))]
            return encoded(generator.correction(of: fact), &generator, &random)
        }
        return encoded(facts(stream, number, tokens), &generator, &random)
    }

    /// The document as it stands before corrections.
    private func facts(_ stream: Int, _ number: Int, _ tokens: ClosedRange<Int>) -> FactDocument {
        var random = random(stream, number, 3)
        var generator = FactGenerator(settings.language, random: self.random(stream, number, 4))
        let relation = random.nextUnit() < settings.sharing ? sharedRelation(stream, number) : nil
        let length = { (text: String) in tokenizer.encode(text).count }
        for facts in [settings.facts, 1...3, 1...6] {
            let found = generator.document(facts: facts, relation: relation, length: length, in: tokens)
                ?? generator.document(facts: facts, length: length, in: tokens)
            if let found { return found }
        }
        // No document of such a length can be made up: one of another length will do.
        return generator.document(of: generator.facts(settings.facts.lowerBound, relation: relation))
    }

    private func encoded(
        _ document: FactDocument, _ generator: inout FactGenerator, _ random: inout CounterGenerator
    ) -> MemoryDocument {
        let questions = document.facts.flatMap { fact in
            (0..<2).map { _ in
                let question = random.nextUnit() < settings.checkShare
                    ? generator.check(of: fact, isTrue: random.nextUnit() < 0.5) : generator.question(on: fact)
                return self.question(question)
            }
        }
        return MemoryDocument(tokens: tokenizer.encode(document.text), questions: questions)
    }

    private func question(_ question: FactQuestion) -> MemoryQuestion {
        MemoryQuestion(
            prompt: tokenizer.encode(question.prompt), answer: tokenizer.encode(" \(question.completion)") + [eos],
            key: "\(question.person)|\(question.relation)")
    }

    /// What a sequence of questions asks about.
    public enum Source: Sendable, Equatable { case fresh, aged, unknown }

    /// Questions on documents, one after the other.
    ///
    /// - Parameters:
    ///   - documents: those before, the newest last.
    ///   - fresh: those that are written in this step.
    ///   - agesMax: how many of the documents before may be asked about.
    /// - Returns: the sequence, and what each of its questions is about.
    public func sequence(
        stream: Int, number: Int, documents: [MemoryDocument], fresh: [MemoryDocument], agesMax: Int
    ) -> (sequence: TrainingSequence, sources: [Source]) {
        var random = random(stream, number, 5)
        let replaced = Set(fresh.flatMap { $0.questions.map(\.key) })
        let old = documents.suffix(agesMax).map { $0.questions.filter { !replaced.contains($0.key) } }
            .filter { !$0.isEmpty }
        let now = Self.latest(fresh)
        var (tokens, answers, sources): ([Int32], [Range<Int>], [Source]) = ([], [], [])
        for place in 0..<settings.questions {
            let isFresh = Double(place) < Double(settings.questions) * settings.freshShare || old.isEmpty
            var source: Source = isFresh ? .fresh : .aged
            var question = Self.pick(isFresh ? now : old, &random)
            if random.nextUnit() < settings.unknownShare {
                let own = self.random(stream, number, 100 + UInt64(place))
                var generator = FactGenerator(settings.language, random: own)
                question = self.question(generator.unknown(sharedRelation(stream, number)))
                source = .unknown
            }
            tokens += question.prompt
            answers.append(tokens.count..<tokens.count + question.answer.count)
            tokens += question.answer
            sources.append(source)
        }
        let sequence = TrainingSequence(
            tokens: tokens, answers: answers, othersShare: weighting.othersShare,
            othersWeight: weighting.othersWeight, using: &random)
        return (sequence, sources)
    }

    /// The questions on each document that no later one answers otherwise.
    private static func latest(_ documents: [MemoryDocument]) -> [[MemoryQuestion]] {
        documents.indices.map { index in
            let later = Set(documents[(index + 1)...].flatMap { $0.questions.map(\.key) })
            return documents[index].questions.filter { !later.contains($0.key) }
        }.filter { !$0.isEmpty }
    }

    private static func pick(_ lists: [[MemoryQuestion]], _ random: inout CounterGenerator) -> MemoryQuestion {
        let list = lists[Int(random.next(below: UInt64(lists.count)))]
        return list[Int(random.next(below: UInt64(list.count)))]
    }
}
