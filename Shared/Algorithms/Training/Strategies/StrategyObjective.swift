public import Autograd
public import LatentMemory
internal import Tensors
public import Transformer

/// What one stream does in a step of MemoryLLM's training.
public struct StrategyTurn: Sendable {
    public enum Mode: Sendable, Equatable {
        /// (A) with gradient: the context's delta alone is read, and gradients flow into its write.
        case deltaAlone
        /// (A) without gradient, and (B): old tokens drawn at random, then what the contexts left.
        case joined
        /// Contexts go into the pool one after the other and all of it is read; figure 9's ideal with gradient.
        case whole(gradient: Bool)
        /// (C): the pool as it is; nothing is written.
        case recall
    }

    public let mode: Mode
    public let contexts: [[Int32]]
    public let target: TrainingSequence
    public var generator: CounterGenerator

    public init(mode: Mode, contexts: [[Int32]], target: TrainingSequence, generator: CounterGenerator) {
        precondition((mode == .recall) == contexts.isEmpty, "\(contexts.count) contexts of \(mode)")
        (self.mode, self.contexts, self.target, self.generator) = (mode, contexts, target, generator)
    }
}

/// MemoryLLM's objectives: next-token prediction of a target that is read with memory of what came before it.
///
///     loss = -1 / n Σ ln p(target_i | target before i, memory)                    Wang et al. 2024, section 3.2
///
/// The pool is updated with the numbers that the forward pass gave; since parameters change after it in either case,
/// the paper's update after the backward pass and the code's before it leave the same pool.
public struct StrategyObjective: Sendable {
    public let model: MemoryModel
    public let selection: ParameterSelection
    public let tapes: Int

    /// - Precondition: the decoder's model has a memory.
    public init(_ decoder: Decoder, selection: ParameterSelection, tapes: Int) {
        guard let model = MemoryModel(decoder) else { preconditionFailure("a model without a memory") }
        (self.model, self.selection, self.tapes) = (model, selection, tapes)
    }

    /// - Returns: gradients, measures, and the pools afterwards in the order of the streams.
    public func evaluate(
        _ pools: [PoolDelta], _ turns: [StrategyTurn]
    ) -> (gradients: Gradients, measures: StepMeasures, pools: [PoolDelta]) {
        let scale = Float(1 / max(turns.reduce(0) { $0 + $1.target.totalWeight }, .leastNormalMagnitude))
        let (gradients, found) = streamGradients(pools, turns, tapes: tapes) { part($0, $1, scale: scale) }
        return (gradients, StepMeasures(sumOf: found.map(\.measures)), found.flatMap(\.pools))
    }

    private func part(
        _ pools: [PoolDelta], _ turns: [StrategyTurn], scale: Float
    ) -> (gradients: Gradients, found: (measures: StepMeasures, pools: [PoolDelta])) {
        let tape = Tape(differentiates: selection)
        var states = zip(pools, turns).map { StrategyState($0, $1, memory: model.memory) }
        for withGradient in [true, false] {
            let numbers = turns.indices.filter { turns[$0].mode.hasGradient == withGradient }
            let writer = withGradient ? tape : Tape(differentiates: .none)
            write(numbers, turns, &states, MemoryRecorder(model, tape: writer))
        }
        var measures = StepMeasures()
        var loss: Variable?
        let recorder = MemoryRecorder(model, tape: tape)
        // A delta that is read alone is read with the adapter that wrote it: a pass of its own.
        for pass in [Pass.readAsWritten, .read] {
            let numbers = turns.indices.filter { (turns[$0].mode == .deltaAlone) == (pass == .readAsWritten) }
            guard !numbers.isEmpty else { continue }
            let texts = numbers.map {
                RecordedText(tokens: turns[$0].target.tokens, memory: states[$0].read(turns[$0].mode, tape))
            }
            var reading = recorder.read(texts, pass: pass)
            let (total, measured, _) = Predictions(numbers.map { turns[$0].target }).loss(
                reading.hidden, model.decoder, scale: scale, with: &reading.evaluator)
            measures.add(measured)
            loss = total.map { total in loss.map { tape.add($0, total) } ?? total } ?? loss
        }
        // Once for both: what a write recorded is forgotten when gradients have gone through it.
        if let loss { tape.backward(from: loss) }
        measures.tokens += turns.reduce(0) { $1.contexts.reduce($0) { $0 + $1.count } }
        return (tape.takeGradients(), (measures, turns.indices.map { states[$0].updated(turns[$0].mode) }))
    }

    /// The contexts of some streams, round by round.
    private func write(
        _ numbers: [Int], _ turns: [StrategyTurn], _ states: inout [StrategyState], _ recorder: MemoryRecorder
    ) {
        let rounds = numbers.reduce(0) { max($0, turns[$1].contexts.count) }
        for round in 0..<rounds {
            let writers = numbers.filter { round < turns[$0].contexts.count }
            let pieces = writers.map { RecordedPiece(tokens: turns[$0].contexts[round], tail: states[$0].tail) }
            for (number, delta) in zip(writers, recorder.write(pieces)) { states[number].add(delta) }
        }
    }
}

extension StrategyTurn.Mode {
    fileprivate var hasGradient: Bool { self == .deltaAlone || self == .whole(gradient: true) }
}

/// A pool and what a step's contexts leave in it.
private struct StrategyState {
    private typealias Entry = SlotOrder.Entry

    private let before: PoolDelta
    private let updateTokens: Int
    private let blocks: Int
    /// One list of slots for all layers, or one for each.
    private let lists: Int
    private var deltas: [[Variable]] = []
    /// What is left of the new tokens so far, by list.
    private var gathered: [[Entry]]
    /// The pool with them written into it one after the other, by list.
    private var orders: [SlotOrder]
    private var generator: CounterGenerator

    init(_ pool: PoolDelta, _ turn: StrategyTurn, memory: MemoryConfiguration) {
        before = pool
        updateTokens = memory.updateTokens
        blocks = memory.poolTokens / memory.updateTokens
        lists = memory.dropsPerLayer ? pool.layers : 1
        gathered = Array(repeating: [], count: lists)
        orders = Array(repeating: SlotOrder(poolTokens: pool.rows), count: lists)
        generator = turn.generator
    }

    /// What the next context is written after.
    var tail: [Variable] {
        deltas.last ?? (0..<before.layers).map {
            .constant(before[$0][rows: before.rows - updateTokens..<before.rows])
        }
    }

    /// Forgets some of the new tokens as the pool would have, and takes in those of another context.
    mutating func add(_ delta: [Variable]) {
        for list in 0..<lists {
            let count = gathered[list].count
            let lost = Set(Forgetting.sample(count / blocks, of: count, with: &generator))
            gathered[list] = gathered[list].enumerated().filter { !lost.contains(UInt32($0.offset)) }.map(\.element)
            gathered[list] += (0..<updateTokens).map { Entry(delta: deltas.count, row: $0) }
            orders[list].write(rows: updateTokens, using: &generator)
        }
        deltas.append(delta)
    }

    /// What the target sees, [m, d] for each layer.
    mutating func read(_ mode: StrategyTurn.Mode, _ tape: Tape) -> [Variable] {
        switch mode {
        case .deltaAlone: return deltas[deltas.count - 1]
        case .recall: return (0..<before.layers).map { .constant(before[$0]) }
        case .whole: return (0..<before.layers).map { values(orders[$0 % lists].entries, $0, tape) }
        case .joined:
            // Old slots are drawn for each layer, even where forgetting is shared.
            return (0..<before.layers).map { layer in
                values(joined(gathered[layer % lists]), layer, tape)
            }
        }
    }

    /// The pool afterwards: what is forgotten is drawn again.
    mutating func updated(_ mode: StrategyTurn.Mode) -> PoolDelta {
        if mode == .recall { return before }
        let tape = Tape(differentiates: .none)
        let entries = (0..<lists).map { list in
            if case .whole = mode { return orders[list].entries }
            return joined(gathered[list])
        }
        return PoolDelta((0..<before.layers).map { values(entries[$0 % lists], $0, tape).value })
    }

    /// As many old slots as there is room for, drawn at random, then the new tokens.
    private mutating func joined(_ tokens: [Entry]) -> [Entry] {
        let newest = tokens.suffix(before.rows)
        let old = Forgetting.sample(before.rows - newest.count, of: before.rows, with: &generator)
        return old.map { Entry(delta: nil, row: Int($0)) } + newest
    }

    private func values(_ entries: [Entry], _ layer: Int, _ tape: Tape) -> Variable {
        tape.concatenate(entries.runs().map { delta, rows in
            guard let delta else { return .constant(before[layer].gathered(rows)) }
            return tape.gather(deltas[delta][layer], rows: rows)
        })
    }
}

extension Array where Element == SlotOrder.Entry {
    /// Neighbours from one source together.
    func runs() -> [(delta: Int?, rows: [Int])] {
        var runs: [(delta: Int?, rows: [Int])] = []
        for entry in self {
            if let last = runs.last, last.delta == entry.delta {
                runs[runs.count - 1].rows.append(entry.row)
            } else {
                runs.append((entry.delta, [entry.row]))
            }
        }
        return runs
    }
}
