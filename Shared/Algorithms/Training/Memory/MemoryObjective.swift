public import Autograd
public import LatentMemory
internal import Tensors
public import Transformer

/// What a stream does in one step: documents it reads, then questions it is asked.
public struct MemoryTurn: Sendable {
    public var documents: [MemoryDocument]
    /// Of the questions, or of any other text that is to be read with the pool.
    public var sequence: TrainingSequence
    /// Slots that the text sees, the newest ones; at most N.
    public var windowTokens: Int
    /// The share of these that is left out, drawn at random: the write learns to say things more than once.
    public var thinning: Double
    /// Of what is forgotten and left out.
    public var generator: CounterGenerator

    public init(
        documents: [MemoryDocument], sequence: TrainingSequence, windowTokens: Int, thinning: Double,
        generator: CounterGenerator
    ) {
        (self.documents, self.sequence, self.windowTokens) = (documents, sequence, windowTokens)
        (self.thinning, self.generator) = (thinning, generator)
    }
}

/// Several pools side by side: each absorbs its documents one after the other and is then read, and gradients flow from
/// what is read through what was written in this step. What was written before is constant.
public struct MemoryObjective: Sendable {
    public let model: MemoryModel
    public let selection: ParameterSelection
    public let tapes: Int
    /// Whether gradients flow from one write into the write before, through the tail that it reads.
    public let throughTail: Bool

    /// - Precondition: the decoder's model has a memory.
    public init(_ decoder: Decoder, selection: ParameterSelection, tapes: Int, throughTail: Bool = true) {
        guard let model = MemoryModel(decoder) else { preconditionFailure("a model without a memory") }
        (self.model, self.selection, self.tapes, self.throughTail) = (model, selection, tapes, throughTail)
    }

    /// What a step gives.
    public struct Outcome: Sendable {
        public var gradients: Gradients
        public var measures: StepMeasures
        /// The pools afterwards, in the order of the streams.
        public var pools: [PoolDelta]
        /// For each stream, for each answer of its sequence, whether its first token was the likeliest one.
        public var right: [[Bool]]
    }

    public func evaluate(_ streams: [PoolDelta], _ turns: [MemoryTurn]) -> Outcome {
        let scale = Float(1 / max(turns.reduce(0) { $0 + $1.sequence.totalWeight }, .leastNormalMagnitude))
        let (gradients, found) = streamGradients(streams, turns, tapes: tapes) { part($0, $1, scale: scale) }
        return Outcome(
            gradients: gradients, measures: StepMeasures(sumOf: found.map(\.measures)), pools: found.flatMap(\.pools),
            right: found.flatMap(\.right))
    }

    private struct Found {
        let measures: StepMeasures
        let pools: [PoolDelta]
        let right: [[Bool]]
    }

    private func part(
        _ pools: [PoolDelta], _ turns: [MemoryTurn], scale: Float
    ) -> (gradients: Gradients, found: Found) {
        let tape = Tape(differentiates: selection)
        let recorder = MemoryRecorder(model, tape: tape)
        let writing = PoolWriting(recorder, throughTail: throughTail)
        var states = zip(pools, turns).map { PoolWriting.State($0, $1.generator) }
        let pieces = turns.map { $0.documents.flatMap(\.pieces) }
        for round in 0..<(pieces.map(\.count).max() ?? 0) {
            let writers = turns.indices.filter { round < pieces[$0].count }
            writing.write(writers.map { pieces[$0][round] }, writers, &states)
        }
        let texts = turns.indices.map { index in
            RecordedText(
                tokens: turns[index].sequence.tokens,
                memory: states[index].window(turns[index].windowTokens, thinning: turns[index].thinning, tape))
        }
        var reading = recorder.read(texts)
        let predictions = Predictions(turns.map(\.sequence))
        var (measures, right) = predictions.scoreEach(
            reading.hidden, model.decoder, scale: scale, with: &reading.evaluator)
        measures.tokens += turns.reduce(0) { $1.documents.reduce($0) { $0 + $1.tokens.count } }
        return (tape.takeGradients(), Found(measures: measures, pools: states.map { $0.pool() }, right: right))
    }
}

/// Writes documents into several pools at a time, on a tape.
struct PoolWriting {
    /// A pool while it is written.
    struct State {
        let before: PoolDelta
        /// Of each write, for each layer.
        var deltas: [[Variable]] = []
        var order: SlotOrder
        var generator: CounterGenerator

        init(_ pool: PoolDelta, _ generator: CounterGenerator) {
            before = pool
            order = SlotOrder(poolTokens: pool.rows)
            self.generator = generator
        }

        /// Takes in what a write gave, and forgets as much.
        mutating func add(_ delta: [Variable], rows: Int) {
            deltas.append(delta)
            order.write(rows: rows, using: &generator)
        }

        /// The newest slots for a read, [m, d] for each layer: gradients flow into what was written.
        mutating func window(_ tokens: Int, thinning: Double, _ tape: Tape) -> [Variable] {
            let entries = order.window(tokens, without: thinning, using: &generator)
            return (0..<before.layers).map { layer in
                let parts = entries.runs().map { delta, rows in
                    guard let delta else { return Variable.constant(before[layer].gathered(rows)) }
                    return tape.gather(deltas[delta][layer], rows: rows)
                }
                return tape.concatenate(parts)
            }
        }

        /// The pool afterwards, as numbers.
        func pool() -> PoolDelta {
            guard !deltas.isEmpty else { return before }
            let parts = order.entries.runs()
            return PoolDelta((0..<before.layers).map { layer in
                Verbs.concatenate(parts.map { delta, rows in
                    (delta.map { deltas[$0][layer].value } ?? before[layer]).gathered(rows)
                })
            })
        }
    }

    private let recorder: MemoryRecorder
    private let throughTail: Bool

    init(_ recorder: MemoryRecorder, throughTail: Bool) {
        (self.recorder, self.throughTail) = (recorder, throughTail)
    }

    /// One piece into each of some pools.
    ///
    /// - Parameter numbers: which of `states` absorb.
    func write(_ pieces: [[Int32]], _ numbers: [Int], _ states: inout [State]) {
        let tokens = recorder.model.memory.updateTokens
        let recorded = zip(pieces, numbers).map { piece, number in
            let state = states[number]
            let tail = state.deltas.last.map { throughTail ? $0 : $0.map(\.detached) }
                ?? (0..<state.before.layers).map { layer in
                    .constant(state.before[layer][rows: state.before.rows - tokens..<state.before.rows])
                }
            return RecordedPiece(tokens: piece, tail: tail)
        }
        for (number, delta) in zip(numbers, recorder.write(recorded)) {
            states[number].add(delta, rows: tokens)
        }
    }
}

extension Tensor {
    /// The rows with these numbers.
    func gathered(_ rows: [Int]) -> Tensor {
        guard let first = rows.first, rows.count == rows[rows.count - 1] - first + 1 else {
            return Verbs.gather(Weight(sharing: self), rows: rows)
        }
        return self[rows: first..<first + rows.count]
    }
}
