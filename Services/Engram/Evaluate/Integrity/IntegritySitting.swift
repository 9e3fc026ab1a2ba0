package import Evaluation
internal import LatentMemory
internal import MemoryTypes
internal import Transformer

/// How far a chain of updates has come.
package struct IntegrityPart: EvaluationPart {
    package let blocks: Int
    package let plan: IntegrityPlan
    package var tally: IntegrityTally
    /// Where the pool lies; nil before it was first saved.
    package var chain: ChainFile?

    package init(blocks: Int, plan: IntegrityPlan, tally: IntegrityTally) {
        (self.blocks, self.plan, self.tally) = (blocks, plan, tally)
    }

    package struct Identity: Equatable {
        let blocks: Int
        let plan: IntegrityPlan
    }

    package var identity: Identity { Identity(blocks: blocks, plan: plan) }
}

package typealias IntegrityState = EvaluationState<IntegrityPart>

/// Updates a pool and keeps how far it has come.
struct IntegritySitting {
    let subject: EvaluatedModel
    let text: RetentionText
    let sideBySide: Int
    let path: String?
    let terminal: Terminal
    private var documents: EvaluationDocuments
    private(set) var state: IntegrityState

    init(
        _ subject: EvaluatedModel, documents: EvaluationDocuments, text: RetentionText, state: IntegrityState,
        sideBySide: Int, path: String?, terminal: Terminal
    ) throws(Failure) {
        (self.subject, self.documents, self.text) = (subject, documents, text)
        (self.sideBySide, self.path, self.terminal) = (sideBySide, path, terminal)
        self.state = try state.continued(from: path)
    }

    private static let secondsBetweenSaves = 60.0

    mutating func run(updates: Int) throws {
        let part = state.parts[0]
        var run = IntegrityRun(
            subject.model, plan: part.plan, text: text, chain: try chain(part), tally: part.tally)
        var bar = EvaluationBar("integrity", before: run.updates, of: updates, on: terminal)
        defer { bar.clear() }
        while run.updates < updates {
            let begin = ContinuousClock.now
            var (tally, documents) = (run.tally, self.documents)
            try run.run(to: updates, sideBySide: sideBySide) {
                documents.document($0)
            } step: { done, sum in
                try Task.checkCancellation()
                tally = sum
                bar.show(done, "right \(Amounts.decimals(tally.total.share, 3))")
                return (ContinuousClock.now - begin) / .seconds(1) < Self.secondsBetweenSaves
            }
            self.documents = documents
            try save(run)
        }
    }

    private func chain(_ part: IntegrityPart) throws(Failure) -> UpdateChain {
        let shape = subject.shape(blocks: part.blocks)
        var image: ChainImage?
        if let file = part.chain, let path {
            image = try file.image(beside: path, shape: shape, layers: subject.model.configuration.layers)
        }
        return UpdateChain(subject.model, shape: shape, base: subject.base, seed: part.plan.seed, image: image)
    }

    private mutating func save(_ run: IntegrityRun) throws(Failure) {
        state.parts[0].tally = run.tally
        guard let path else { return }
        let before = state.parts[0].chain
        let file = try ChainFile(writing: run.image, beside: path)
        state.parts[0].chain = file
        try state.save(to: path)
        if let before, before.name != file.name { try before.remove(beside: path) }
    }
}
