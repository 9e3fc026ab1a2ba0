public import Tokenization
public import Transformer

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
    /// Documents that are passages somebody wrote, and made-up ones that are too long for one piece, with their
    /// tokens at most.
    public var passageShare = 0.0
    public var longShare = 0.0
    public var longTokens = 120
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
    private let cutting: DocumentPieces?
    private let seed: UInt64

    /// - Parameter cutting: how documents become pieces; nil: each is one.
    public init(
        _ settings: LessonSettings, tokenizer: Tokenizer, eos: Int32, weighting: AnswerWeighting,
        cutting: DocumentPieces?, seed: UInt64
    ) {
        precondition(settings.longShare == 0 || cutting != nil, "long documents that are not cut")
        (self.settings, self.tokenizer, self.eos) = (settings, tokenizer, eos)
        (self.weighting, self.cutting, self.seed) = (weighting, cutting, seed)
    }

    private static let purpose: UInt64 = 0x4C45_5353_0000_0001

    /// What is to be read.
    public enum Kind: Sendable, Equatable { case short, long, passage }

    /// What document `number` of a stream is.
    public func kind(stream: Int, number: Int) -> Kind {
        var random = random(stream, number, 6)
        let unit = random.nextUnit()
        if unit < settings.passageShare { return .passage }
        return unit < settings.passageShare + settings.longShare ? .long : .short
    }

    /// Numbers for what the stream does with document `number` beside it.
    public func random(stream: Int, number: Int) -> CounterGenerator { random(stream, number, 7) }

    private func random(_ stream: Int, _ number: Int, _ use: UInt64) -> CounterGenerator {
        CounterGenerator(key: (seed, Self.purpose), place: (UInt64(stream), UInt64(number), use))
    }

    /// The relation that documents of a stream have in common for a while.
    private func sharedRelation(_ stream: Int, _ number: Int) -> String {
        var generator = FactGenerator(settings.language, random: random(stream, number / 40, 1))
        return generator.fact().relation
    }

    /// Document `number` of a stream where that is no passage.
    ///
    /// - Parameter tokens: the length of a short one.
    public func document(stream: Int, number: Int, tokens: ClosedRange<Int>) -> MemoryDocument {
        var random = random(stream, number, 0)
        var generator = FactGenerator(settings.language, random: self.random(stream, number, 2))
        if number > 0, random.nextUnit() < settings.correctionShare {
            let gap = 1 + Int(random.next(below: UInt64(min(number, settings.correctionGapMax))))
            let earlier = facts(stream, number - gap, tokens)
            let fact = earlier.facts[Int(random.next(below: UInt64(earlier.facts.count)))]
            // Nobody corrects what a passage says.
            if kind(stream: stream, number: number - gap) != .passage {
                return encoded(generator.correction(of: fact), &generator, &random)
            }
        }
        return encoded(facts(stream, number, tokens), &generator, &random)
    }

    /// The document as it stands before corrections.
    private func facts(_ stream: Int, _ number: Int, _ tokens: ClosedRange<Int>) -> FactDocument {
        var random = random(stream, number, 3)
        var generator = FactGenerator(settings.language, random: self.random(stream, number, 4))
        let relation = random.nextUnit() < settings.sharing ? sharedRelation(stream, number) : nil
        let length = { (text: String) in tokenizer.encode(text).count }
        if kind(stream: stream, number: number) == .long, let cutting {
            let shortest = min(cutting.tokensMax + 1, settings.longTokens)
            // A fact takes about ten tokens.
            let most = max(2, settings.longTokens / 8)
            let found = generator.document(
                facts: 2...most, people: 1 + Int(random.next(below: 3)), relation: relation, length: length,
                in: shortest...settings.longTokens)
            if let found { return found }
        }
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
        let pieces = cutting?.pieces(of: document.text) ?? [tokenizer.encode(document.text)]
        let questions = document.facts.flatMap { fact in
            (0..<2).map { _ in
                let question = random.nextUnit() < settings.checkShare
                    ? generator.check(of: fact, isTrue: random.nextUnit() < 0.5) : generator.question(on: fact)
                return self.question(question, topic: pieces.count > 1 ? .long : nil)
            }
        }
        return MemoryDocument(pieces: pieces, questions: questions)
    }

    private func question(_ question: FactQuestion, topic: MemoryQuestion.Topic? = nil) -> MemoryQuestion {
        MemoryQuestion(
            prompt: tokenizer.encode(question.prompt), answer: tokenizer.encode(" \(question.completion)") + [eos],
            key: "\(question.person)|\(question.relation)", topic: topic)
    }

    /// What a sequence of questions asks about.
    public enum Source: String, Sendable, Equatable, CaseIterable {
        case fresh, aged, unknown
        /// On documents of several pieces, just written or older.
        case long, passage

        /// Whether its answers say how well a stage is learned.
        public var isJudged: Bool { [.fresh, .aged, .unknown].contains(self) }

        fileprivate init(_ question: MemoryQuestion, isFresh: Bool) {
            self =
                switch question.topic {
                case .passage: .passage
                case .long: .long
                case nil: isFresh ? .fresh : .aged
                }
        }
    }

    /// Questions on documents, one after the other.
    ///
    /// - Parameters:
    ///   - documents: those before, the newest last.
    ///   - fresh: those that are written in this step.
    ///   - agesMax: how many updates before may be asked about.
    /// - Returns: the sequence, and what each of its questions is about.
    public func sequence(
        stream: Int, number: Int, documents: [MemoryDocument], fresh: [MemoryDocument], agesMax: Int
    ) -> (sequence: TrainingSequence, sources: [Source]) {
        var random = random(stream, number, 5)
        let replaced = Set(fresh.flatMap { $0.questions.map(\.key) })
        let old = documents.newest(updates: agesMax).map { $0.questions.filter { !replaced.contains($0.key) } }
            .filter { !$0.isEmpty }
        let now = Self.latest(fresh)
        var (draft, sources): (SequenceDraft, [Source]) = (SequenceDraft(), [])
        for place in 0..<settings.questions {
            let isFresh = Double(place) < Double(settings.questions) * settings.freshShare || old.isEmpty
            var question = Self.pick(isFresh ? now : old, &random)
            var source = Source(question, isFresh: isFresh)
            if random.nextUnit() < settings.unknownShare {
                let own = self.random(stream, number, 100 + UInt64(place))
                var generator = FactGenerator(settings.language, random: own)
                question = self.question(generator.unknown(sharedRelation(stream, number)))
                source = .unknown
            }
            draft.ask(question.prompt, answer: question.answer)
            sources.append(source)
        }
        return (draft.sequence(weighting, using: &random), sources)
    }

    /// What answers on documents in context are counted under.
    public static let contextTopic = "documents in context"

    /// Documents, a line each, and questions on them, in one sequence.
    ///
    /// - Parameters:
    ///   - number: another number gives other documents.
    ///   - tokensMax: of a document; `contextTokensMax`: of all of them.
    public func sequence(
        number: Int, documentsMax: Int, tokensMax: Int, contextTokensMax: Int
    ) -> TrainingSequence {
        var random = random(number, 0, 8)
        let count = 1 + Int(random.next(below: UInt64(documentsMax)))
        var (documents, draft): ([MemoryDocument], SequenceDraft) = ([], SequenceDraft())
        for place in 0..<count {
            let document = document(stream: number, number: place, tokens: 8...max(8, tokensMax))
            guard documents.isEmpty || draft.tokens.count + document.tokens.count <= contextTokensMax else { break }
            documents.append(document)
            draft.read(document.tokens + tokenizer.encode("\n"))
        }
        let asked = sequence(stream: number, number: 0, documents: [], fresh: documents, agesMax: 0).sequence
        return draft.sequence(weighting, using: &random).followed(by: asked, topic: Self.contextTopic)
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
