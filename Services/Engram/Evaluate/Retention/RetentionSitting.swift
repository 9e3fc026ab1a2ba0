package import Evaluation

/// What is measured with a pool of one size, as far as it has come.
package struct RetentionPart: Codable, Equatable, Sendable {
    package let blocks: Int
    package let plan: RetentionPlan
    /// Pools that are done.
    package var pools = 0
    package var outcomes: [RetainedAnswer] = []

    package init(blocks: Int, plan: RetentionPlan) { (self.blocks, self.plan) = (blocks, plan) }
}

extension RetentionPart: EvaluationPart {
    package struct Identity: Equatable {
        let blocks: Int
        let plan: RetentionPlan
    }

    package var identity: Identity { Identity(blocks: blocks, plan: plan) }
}

package typealias RetentionState = EvaluationState<RetentionPart>

/// Measures part after part, and keeps what is done.
struct RetentionSitting {
    let subject: EvaluatedModel
    let set: RetentionSet
    let text: RetentionText
    let sideBySide: Int
    let path: String?
    let terminal: Terminal
    private(set) var state: RetentionState

    init(
        _ subject: EvaluatedModel, set: RetentionSet, text: RetentionText, state: RetentionState, sideBySide: Int,
        path: String?, terminal: Terminal
    ) throws(Failure) {
        (self.subject, self.set, self.text) = (subject, set, text)
        (self.sideBySide, self.path, self.terminal) = (sideBySide, path, terminal)
        self.state = try state.continued(from: path)
    }

    mutating func run() throws {
        for index in state.parts.indices { try run(part: index) }
    }

    private mutating func run(part index: Int) throws {
        let part = state.parts[index]
        let run = RetentionRun(
            subject.model, plan: part.plan, shape: subject.shape(blocks: part.blocks), base: subject.base, text: text)
        var bar = EvaluationBar(
            "N/K \(part.blocks)", before: part.pools * run.rounds, of: part.plan.pools * run.rounds, on: terminal)
        defer { bar.clear() }
        var pool = part.pools
        while pool < part.plan.pools {
            let group = pool..<min(part.plan.pools, pool + sideBySide)
            let found = try run.outcomes(pools: group, of: set) { round in
                try Task.checkCancellation()
                bar.show(group.lowerBound * run.rounds + group.count * round)
            }
            state.parts[index].outcomes += found
            state.parts[index].pools = group.upperBound
            try state.save(to: path)
            pool = group.upperBound
        }
    }
}
