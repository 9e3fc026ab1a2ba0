internal import Evaluation
internal import Training
internal import Transformer

/// Documents without end, each a function of its number: those of a file again and again, every pass in another order,
/// or made-up ones.
struct EvaluationDocuments {
    private enum Origin {
        case file([RetentionDocument])
        case madeUp(length: @Sendable (String) -> Int, ClosedRange<Int>)
    }

    private let origin: Origin
    private let seed: UInt64
    private var pass: (number: Int, order: [Int]) = (-1, [])

    /// - Parameter asked: only documents with a question.
    init(_ set: RetentionSet, seed: UInt64, asked: Bool) throws(Failure) {
        let documents = asked ? set.documents.filter { !$0.questions.isEmpty } : set.documents
        guard !documents.isEmpty else { throw Failure(.data, "No document has a question that can be asked.") }
        (origin, self.seed) = (.file(documents), seed)
    }

    /// Facts of the generator, with names and sentences that no training has, a document as long as a piece at most.
    init(madeUpFor model: EvaluatedModel, seed: UInt64) {
        let (encode, most) = (model.encode, model.memory.pieceTokensMax)
        origin = .madeUp(length: { encode($0).count }, min(8, most)...most)
        self.seed = seed
    }

    /// Those of a file, or made-up ones.
    static func chosen(
        _ file: String?, _ set: PublishedSet?, for model: EvaluatedModel, seed: UInt64, asked: Bool, scratch: String,
        _ terminal: Terminal
    ) throws(Failure) -> (documents: EvaluationDocuments, sources: [EvaluationSource]) {
        guard let file else {
            return (EvaluationDocuments(madeUpFor: model, seed: seed), [madeUpSource(seed: seed)])
        }
        var material = RetentionMaterial(set, scratch: scratch) { terminal.warn("\($0)") }
        let found = try material.set(path: file, others: nil)
        return (try EvaluationDocuments(found, seed: seed, asked: asked), material.sources)
    }

    /// What `init(madeUpFor:seed:)` is called in reports.
    static func madeUpSource(seed: UInt64) -> EvaluationSource {
        EvaluationSource(path: "made-up facts", sha256: "seed \(seed)", documents: 0, questions: 0)
    }

    private static let purpose: UInt64 = 0x4556_444F_4353_0001

    mutating func document(_ number: Int) -> RetentionDocument {
        switch origin {
        case .file(let documents):
            let (pass, place) = number.quotientAndRemainder(dividingBy: documents.count)
            if pass != self.pass.number { self.pass = (pass, order(of: documents.count, pass: pass)) }
            return documents[self.pass.order[place]]
        case .madeUp(let length, let allowed): return madeUp(number, length, allowed)
        }
    }

    private func random(_ number: Int) -> CounterGenerator {
        CounterGenerator(key: (seed, Self.purpose), place: (UInt64(number), 0, 0))
    }

    private func order(of count: Int, pass: Int) -> [Int] {
        var random = random(pass)
        return (0..<count).shuffled(using: &random)
    }

    private func madeUp(
        _ number: Int, _ length: (String) -> Int, _ allowed: ClosedRange<Int>
    ) -> RetentionDocument {
        var generator = FactGenerator(.evaluation, random: random(number))
        let found = generator.document(facts: 1...2, length: length, in: allowed)
        // A vocabulary so poor that no sentence fits into a piece: a document of several pieces will do.
        let document = found ?? generator.document(of: generator.facts(1))
        let questions = document.facts.map { fact in
            let question = generator.question(on: fact)
            return RetentionQuestion(
                text: question.text, answers: [question.answer], person: question.person, relation: question.relation)
        }
        return RetentionDocument(text: document.text, questions: questions)
    }
}
