internal import Checkpoints
package import Evaluation
internal import Files
internal import Foundation
internal import LatentMemory
internal import MemoryTypes
internal import Transformer

/// What is measured with a pool of one size, as far as it has come.
package struct RetentionPart: Codable, Equatable, Sendable {
    package let blocks: Int
    package let plan: RetentionPlan
    /// Pools that are done.
    package var pools = 0
    package var outcomes: [RetainedAnswer] = []

    package init(blocks: Int, plan: RetentionPlan) { (self.blocks, self.plan) = (blocks, plan) }
}

/// A measurement and how far it has come, as it lies in the file of `--state`.
package struct RetentionState: Codable, Equatable, Sendable {
    package let model: String
    package let sources: [RetentionMaterial.Source]
    package var parts: [RetentionPart]
    private static let bytesMax = 1 << 30

    package init(model: String, sources: [RetentionMaterial.Source], parts: [RetentionPart]) {
        (self.model, self.sources, self.parts) = (model, sources, parts)
    }

    /// The same measurement, where `path` says it stood.
    ///
    /// - Throws: `usage` if the file is of another measurement.
    package func continued(from path: String) throws(Failure) -> RetentionState {
        guard fileExists(path) else { return self }
        let found: RetentionState
        do {
            let bytes = try readFile(path, bytesMax: Self.bytesMax)
            found = try JSONDecoder().decode(RetentionState.self, from: Data(bytes))
        } catch {
            throw Failure(.data, "\(path) is no state of an evaluation: \(error)")
        }
        guard found.isSame(as: self) else {
            throw Failure(
                .usage, "\(path) belongs to another measurement: its model, data or options differ.",
                advice: "Use the same options, or another --state.")
        }
        return found
    }

    private func isSame(as other: RetentionState) -> Bool {
        model == other.model && sources.map(\.sha256) == other.sources.map(\.sha256)
            && parts.map(\.blocks) == other.parts.map(\.blocks) && parts.map(\.plan) == other.parts.map(\.plan)
    }

    package func save(to path: String) throws(Failure) {
        let line = try Terminal.jsonLine(self)
        do { try writeAtomically(Array(line.utf8), to: path) } catch {
            throw Failure(.io, "The state was not written: \(error)")
        }
    }
}

/// Measures part after part, and keeps what is done.
struct RetentionSitting {
    let loaded: LoadedModel
    let model: MemoryModel
    let base: PoolDelta?
    let set: RetentionSet
    let text: RetentionText
    let sideBySide: Int
    let path: String?
    let terminal: Terminal
    private(set) var state: RetentionState

    init(
        _ loaded: LoadedModel, _ model: MemoryModel, base: PoolDelta?, set: RetentionSet, text: RetentionText,
        state: RetentionState, sideBySide: Int, path: String?, terminal: Terminal
    ) throws(Failure) {
        (self.loaded, self.model, self.base, self.set, self.text) = (loaded, model, base, set, text)
        (self.sideBySide, self.path, self.terminal) = (sideBySide, path, terminal)
        self.state = try path.map { path throws(Failure) in try state.continued(from: path) } ?? state
    }

    func shape(blocks: Int) -> PoolShape {
        let memory = model.memory
        let shape = PoolShape(
            layers: model.configuration.layers, width: model.configuration.width, tokens: blocks * memory.updateTokens,
            updateTokens: memory.updateTokens, shards: 1, dropsPerLayer: memory.dropsPerLayer)
        guard let shape else { preconditionFailure("\(blocks) blocks of \(memory.updateTokens)") }
        return shape
    }

    mutating func run() throws {
        for index in state.parts.indices { try run(part: index) }
    }

    private mutating func run(part index: Int) throws {
        let part = state.parts[index]
        let run = RetentionRun(model, plan: part.plan, shape: shape(blocks: part.blocks), base: base, text: text)
        var bar = ProgressBar("N/K \(part.blocks)", on: terminal)
        defer { bar.clear() }
        let begin = ContinuousClock.now
        let total = part.plan.pools * run.rounds
        var pool = part.pools
        while pool < part.plan.pools {
            let group = pool..<min(part.plan.pools, pool + sideBySide)
            let found = try run.outcomes(pools: group, of: set) { round in
                try Task.checkCancellation()
                let done = group.lowerBound * run.rounds + group.count * round
                let now = done - part.pools * run.rounds
                let left = (ContinuousClock.now - begin) / .seconds(1) * Double(total - done) / Double(max(1, now))
                bar.show(done, of: total, "\(Amounts.milliseconds(UInt64(left * 1000))) left")
            }
            state.parts[index].outcomes += found
            state.parts[index].pools = group.upperBound
            if let path { try state.save(to: path) }
            pool = group.upperBound
        }
    }
}
