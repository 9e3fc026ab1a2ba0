public import Editing
internal import LatentMemory
internal import MemoryTypes
internal import Transformer

/// A model with a way to correct facts in it: a row of the evaluation's table.
public protocol CorrectedModel: Sendable {
    /// How it is read now.
    var reader: EditedModel { get }

    /// What it says without the model; nil where the model is asked.
    func recalled(_ question: String) -> [Int32]?

    /// Takes corrections in, one after the other or, for methods that batch, all at once.
    ///
    /// - Throws: why they were refused; nothing has changed then.
    mutating func correct(_ cases: [SpelledCase], seed: UInt64) throws(EditingError)
}

extension CorrectedModel {
    public func recalled(_ question: String) -> [Int32]? { nil }
}

/// An editing method and the stack that it builds.
struct EditingStack: CorrectedModel {
    private let method: any EditMethod
    private let resources: EditResources
    private let base: EditedModel
    private let model: ModelDigest
    private var view: EditView
    private var contextTokens = 0

    /// Tokens that are read before every prompt at most.
    static let contextTokensMax = 512

    /// - Parameter base: the model and what is read with it; edits are computed without its memory.
    init(
        _ method: any EditMethod, on base: EditedModel, model: ModelDigest, resources: EditResources
    ) throws(EditingError) {
        (self.method, self.resources, self.base, self.model) = (method, resources, base, model)
        view = try EditView(base.decoder, model: model)
    }

    var reader: EditedModel {
        EditedModel(base.decoder, view.effects, beginning: base.beginning, context: base.context)
    }

    mutating func correct(_ cases: [SpelledCase], seed: UInt64) throws(EditingError) {
        let artifact = try method.compute(cases.map(\.request), on: view, with: resources, seed: seed)
        if case .context(let text) = artifact.payload, text.settings.choice == .always {
            guard contextTokens + text.text.count <= Self.contextTokensMax else {
                throw .promptTooLong(tokens: contextTokens + text.text.count, limit: Self.contextTokensMax)
            }
            contextTokens += text.text.count
        }
        let position = LogPosition(UInt64(view.stack.entries.count + 1))
        view = try EditView(base.decoder, model: model, stack: view.stack.appending(artifact, at: position))
    }
}

/// Facts read into a latent memory as documents.                                              Wang et al. 2024
struct AbsorbedFacts: CorrectedModel {
    private let model: MemoryModel
    private let spelling: EditingSpelling
    private var chain: RetentionChain

    init(_ model: MemoryModel, base: PoolDelta?, spelling: EditingSpelling, seed: UInt64) {
        (self.model, self.spelling) = (model, spelling)
        let memory = model.memory
        let shape = PoolShape(
            layers: model.configuration.layers, width: model.configuration.width, tokens: memory.poolTokens,
            updateTokens: memory.updateTokens, shards: 1, dropsPerLayer: memory.dropsPerLayer)
        guard let shape else { preconditionFailure("a memory of \(memory.poolTokens) tokens") }
        chain = RetentionChain(model, shape: shape, base: base, seed: seed)
    }

    var reader: EditedModel {
        EditedModel(model.decoder, beginning: spelling.beginning.count, context: chain.snapshot.context)
    }

    mutating func correct(_ cases: [SpelledCase], seed: UInt64) throws(EditingError) {
        for one in cases { absorb(one.words.statement) }
    }

    mutating func absorb(_ document: String) {
        var chains = [chain]
        chains.absorb([spelling.pieces(document)], model)
        chain = chains[0]
    }
}

/// Triples by their subject's name: a question that holds it gets the object, whatever it asks.
///
/// Of several triples of a subject the one whose prompt shares most words with the question.
struct TripleLookup: CorrectedModel {
    private struct Entry: Sendable {
        let subject: String
        let words: Set<Substring>
        let object: [Int32]
    }

    let reader: EditedModel
    private var entries: [Entry] = []

    init(_ reader: EditedModel) { self.reader = reader }

    mutating func correct(_ cases: [SpelledCase], seed: UInt64) throws(EditingError) {
        for one in cases {
            guard let subject = one.words.subject else { throw .subjectMissing(method: "lookup") }
            let words = Self.words(one.words.prompt)
            entries.removeAll { $0.subject == subject && $0.words == words }
            entries.append(Entry(subject: subject, words: words, object: one.request.target))
        }
    }

    func recalled(_ question: String) -> [Int32]? {
        let words = Self.words(question)
        var best: (entry: Entry, shared: Int)?
        for entry in entries where Self.holds(question, entry.subject) {
            let shared = entry.words.intersection(words).count
            if best.map({ (entry.subject.count, shared) > ($0.entry.subject.count, $0.shared) }) ?? true {
                best = (entry, shared)
            }
        }
        return best?.entry.object
    }

    private static func words(_ text: String) -> Set<Substring> {
        Set(text.split { !$0.isLetter && !$0.isNumber })
    }

    /// Whether the name stands in the text as whole words.
    private static func holds(_ text: String, _ name: String) -> Bool {
        text.ranges(of: name).contains { range in
            let before = range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : " "
            let after = range.upperBound < text.endIndex ? text[range.upperBound] : " "
            return !before.isLetter && !after.isLetter
        }
    }
}
