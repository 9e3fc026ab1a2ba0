public import Autograd
internal import Tensors
public import Transformer

/// A piece of a document for a recorded write.
public struct RecordedPiece {
    /// At least one, of the vocabulary.
    public let tokens: [Int32]
    /// The newest K tokens of each layer, [K, d], as constants or as an earlier write's; nil before the first fill.
    public let tail: [Variable]?

    public init(tokens: [Int32], tail: [Variable]?) {
        self.tokens = tokens
        self.tail = tail
    }
}

/// A text for a recorded read.
public struct RecordedText {
    /// At least one, of the vocabulary.
    public let tokens: [Int32]
    /// Memory tokens of each layer, the oldest first, [m, d]: constants, or what a write gave; empty for none.
    public let memory: [Variable]

    public init(tokens: [Int32], memory: [Variable]) {
        self.tokens = tokens
        self.memory = memory
    }
}

/// Writes and reads memory on a tape: gradients flow from what is read through what was written.
///
/// What is not to be differentiated comes in as constants (`Variable.constant`, `detached`).
public struct MemoryRecorder {
    /// What checkpoints call the vectors of the memory.
    public static let parameters = [TensorRequest.bos, TensorRequest.newMemory]

    public let model: MemoryModel
    public let tape: Tape
    private let recomputesLayers: Bool
    /// beta of each layer, [1, d]; nil if the model has none.
    private let bos: [Variable]?
    /// epsilon, [1, d] or [K, d].
    private let newMemory: Variable

    public init(_ model: MemoryModel, tape: Tape, recomputesLayers: Bool = false) {
        self.model = model
        self.tape = tape
        self.recomputesLayers = recomputesLayers
        newMemory = tape.parameter(model.vectors.newMemory, name: TensorRequest.newMemory)
        bos = model.vectors.bos.map { rows in
            let all = tape.parameter(rows, name: TensorRequest.bos)
            return (0..<rows.rows).map { tape.rows($0..<$0 + 1, of: all) }
        }
    }

    private var configuration: ModelConfiguration { model.configuration }

    private func evaluator(_ pass: Pass, _ groups: [RecordedGroup], length: Int) -> RecordingEvaluator {
        RecordingEvaluator(
            configuration, pass: pass, groups: groups, rotary: model.decoder.rotary.table(length: length), tape: tape,
            recomputesLayers: recomputesLayers)
    }
}

// MARK: Writing

extension MemoryRecorder {
    /// What the pieces leave in memory, each on its own: for every piece one value [K, d] per layer, [min(n, K), d]
    /// before the first fill.
    public func write(_ pieces: [RecordedPiece]) -> [[Variable]] {
        typealias Update = SelfUpdate<RecordingEvaluator>
        let update = Update(layers: model.decoder.layers, memory: model.memory, bos: bos)
        let parts = pieces.map { Update.Piece(tokens: $0.tokens.count, tail: $0.tail) }
        let groups = parts.map { part in
            let prefix = update.prefixRows(of: part)
            return RecordedGroup(rows: update.rows(of: part), firstPosition: prefix, prefixRows: prefix)
        }
        let length = groups.map { $0.firstPosition + $0.rows }.max() ?? 0
        var evaluator = evaluator(.write, groups, length: length)
        let hidden = evaluator.embed(pieces.flatMap(\.tokens), model.decoder.weights)
        let markers = tape.concatenate(parts.map { self.markers($0, rows: update.rows(of: $0)) })
        let deltas = update.deltas(hidden, pieces: parts, markers: markers, with: &evaluator)
        return parts.indices.map { index in
            let delta = deltas.map { $0[index] }
            return parts[index].tail == nil ? firstDelta(delta) : delta
        }
    }

    /// epsilon at the rows that become memory, zeros elsewhere.
    private func markers(_ piece: SelfUpdate<RecordingEvaluator>.Piece, rows: Int) -> Variable {
        guard piece.tail != nil || model.memory.memoryClass != .llama7B else {
            return .constant(.zeros(rows: rows, columns: configuration.width))
        }
        let marked = min(rows, model.memory.updateTokens)
        guard rows > marked else { return newMemoryRows(marked) }
        return tape.concatenate([
            .constant(.zeros(rows: rows - marked, columns: configuration.width)), newMemoryRows(marked),
        ])
    }

    /// epsilon for the last `count` of K new tokens.
    private func newMemoryRows(_ count: Int) -> Variable {
        let rows = newMemory.value.rows
        let numbers = rows == 1 ? Array(repeating: 0, count: count) : Array(rows - count..<rows)
        return tape.gather(newMemory, rows: numbers)
    }

    /// The first delta of a pool as its class stores it (`MemoryModel.firstDelta`).
    private func firstDelta(_ delta: [Variable]) -> [Variable] {
        guard model.memory.memoryClass == .llama8B, let rows = delta.first?.value.rows else { return delta }
        let epsilon = newMemoryRows(rows)
        return delta.dropLast().map { tape.add($0, epsilon) } + delta.suffix(1)
    }
}

// MARK: Reading

extension MemoryRecorder {
    /// What a read leaves for the losses.
    public struct Reading {
        /// The residual rows after all layers, one text after another.
        public let hidden: Variable
        public var evaluator: RecordingEvaluator
    }

    /// Reads texts, each with its own memory: beta at position 0, then the memory, then the text.
    ///
    /// - Parameters:
    ///   - pass: `readAsWritten` for a delta read alone, with the adapter that wrote it.
    ///   - memoryPositions: at how many positions of memory the texts begin; nil for those that they have. Without
    ///     memory it is memory switched off.
    public func read(_ texts: [RecordedText], pass: Pass = .read, memoryPositions: Int? = nil) -> Reading {
        let groups = texts.map { text in
            let rows = text.memory.first?.value.rows ?? 0
            return RecordedGroup(
                rows: text.tokens.count, firstPosition: model.memory.bosRows + (memoryPositions ?? rows),
                prefixRows: model.memory.bosRows + rows)
        }
        let length = groups.map { $0.firstPosition + $0.rows }.max() ?? 0
        var evaluator = evaluator(pass, groups, length: length)
        let prefixes = (0..<configuration.layers).compactMap { prefix(texts, layer: $0) }
        let hidden = model.decoder.hidden(texts.flatMap(\.tokens), prefixes: prefixes, with: &evaluator)
        return Reading(hidden: hidden, evaluator: evaluator)
    }

    /// [beta; memory] of all texts.
    private func prefix(_ texts: [RecordedText], layer: Int) -> Variable? {
        let parts = texts.flatMap { text in
            (bos.map { [$0[layer]] } ?? []) + (text.memory.isEmpty ? [] : [text.memory[layer]])
        }
        return parts.isEmpty ? nil : tape.concatenate(parts)
    }
}
