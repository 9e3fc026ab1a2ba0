package import Evaluation
internal import LatentMemory
internal import MemoryTypes
internal import Transformer

/// One condition, as far as it has been measured.
package struct PerplexityPart: EvaluationPart {
    package let condition: PerplexityCondition
    package let plan: PerplexityPlan
    /// Of the model that is read.
    package let model: String
    /// Of each text, in nats; nil until it is done.
    package var losses: [Double]?
    /// Of each last word; nil until it is done, or where none is asked for.
    package var hits: [Bool]?
    /// The pool that is on its way to `plan.updates`.
    package var chain: ChainFile?
    /// Documents that it has read.
    package var documents = 0

    package struct Identity: Equatable {
        let condition: PerplexityCondition
        let plan: PerplexityPlan
        let model: String
    }

    package var identity: Identity { Identity(condition: condition, plan: plan, model: model) }
}

package typealias PerplexityState = EvaluationState<PerplexityPart>

/// Reads texts in one condition after the other, and keeps what is done.
struct PerplexitySitting {
    let subject: EvaluatedModel
    let other: PlainModel?
    let material: PerplexityMaterial
    let plan: PerplexityPlan
    let path: String?
    let terminal: Terminal
    private var documents: EvaluationDocuments
    private(set) var state: PerplexityState

    init(
        _ subject: EvaluatedModel, other: PlainModel?, material: PerplexityMaterial, documents: EvaluationDocuments,
        sources: [EvaluationSource], plan: PerplexityPlan, path: String?, terminal: Terminal
    ) throws(Failure) {
        (self.subject, self.other, self.material, self.documents) = (subject, other, material, documents)
        (self.plan, self.path, self.terminal) = (plan, path, terminal)
        let conditions = PerplexityCondition.allCases.filter { condition in
            switch condition {
            case .plain, .detached: true
            case .pool: subject.base != nil
            case .updated: plan.updates > 0
            case .other: other != nil
            }
        }
        let parts = conditions.map { condition in
            PerplexityPart(
                condition: condition, plan: plan, model: condition == .other ? other?.digest ?? "" : subject.digest)
        }
        state = try PerplexityState(model: subject.digest, sources: sources, parts: parts).continued(from: path)
        guard !material.scored(subject.encoding).isEmpty else { throw Failure(.data, "There is no text to read.") }
    }

    mutating func run() throws {
        for index in state.parts.indices where state.parts[index].losses == nil || isAsked(index) {
            try measure(index)
        }
    }

    private func isAsked(_ index: Int) -> Bool { plan.clozes > 0 && state.parts[index].hits == nil }

    private mutating func measure(_ index: Int) throws {
        let condition = state.parts[index].condition
        let context = try context(index)
        let isOther = condition == .other
        let run = PerplexityRun(isOther ? other?.decoder ?? subject.model.decoder : subject.model.decoder)
        let encoding = isOther ? other?.encoding ?? subject.encoding : subject.encoding
        if state.parts[index].losses == nil {
            let texts = material.scored(encoding)
            var bar = EvaluationBar("\(condition.rawValue): text", of: texts.count, on: terminal)
            defer { bar.clear() }
            state.parts[index].losses = try run.losses(texts, reading: context) { done in
                try Task.checkCancellation()
                bar.show(done)
            }
            try state.save(to: path)
        }
        guard isAsked(index) else { return }
        let clozes = material.clozes(encoding)
        var bar = EvaluationBar("\(condition.rawValue): last words", of: clozes.count, on: terminal)
        defer { bar.clear() }
        state.parts[index].hits = try run.hits(clozes, reading: context) { done in
            try Task.checkCancellation()
            bar.show(done)
        }
        try state.save(to: path)
    }

    private mutating func context(_ index: Int) throws -> ReadingContext {
        let (model, shape) = (subject.model, subject.shape(blocks: plan.blocks))
        switch state.parts[index].condition {
        case .plain, .other: return .plain
        case .detached: return model.detachedContext(tokens: shape.tokens)
        case .pool: return UpdateChain(model, shape: shape, base: subject.base, seed: plan.seed).context
        case .updated: return try updated(index, shape).context
        }
    }

    private static let updatesBetweenSaves = 2000

    private mutating func updated(_ index: Int, _ shape: PoolShape) throws -> UpdateChain {
        var image: ChainImage?
        if let file = state.parts[index].chain, let path {
            image = try file.image(beside: path, shape: shape, layers: subject.model.configuration.layers)
        }
        var chain = UpdateChain(subject.model, shape: shape, base: subject.base, seed: plan.seed, image: image)
        var number = state.parts[index].documents
        var bar = EvaluationBar("updates", before: chain.updates, of: plan.updates, on: terminal)
        defer { bar.clear() }
        var saved = chain.updates
        let text = subject.text()
        while chain.updates < plan.updates {
            try Task.checkCancellation()
            chain.absorb(text.pieces(of: documents.document(number).text))
            number += 1
            bar.show(chain.updates)
            guard chain.updates - saved >= Self.updatesBetweenSaves || chain.updates >= plan.updates else { continue }
            saved = chain.updates
            state.parts[index].documents = number
            try save(chain, index)
        }
        return chain
    }

    private mutating func save(_ chain: UpdateChain, _ index: Int) throws(Failure) {
        guard let path else { return }
        let before = state.parts[index].chain
        let file = try ChainFile(writing: chain.image, beside: path)
        state.parts[index].chain = file
        try state.save(to: path)
        if let before, before.name != file.name { try before.remove(beside: path) }
    }
}
