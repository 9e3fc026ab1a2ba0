public import MemoryTypes
internal import Tensors
public import Transformer

/// A piece of a document for a pool to absorb.
public struct WritePiece: Sendable {
    /// n tokens of the vocabulary, at least 1, without any special token in front.
    public let tokens: [Int32]
    /// The newest K tokens per layer of the shard; nil if it has not been filled.
    public let tail: PoolDelta?

    public init(tokens: [Int32], tail: PoolDelta?) {
        self.tokens = tokens
        self.tail = tail
    }
}

/// A model with a memory: it turns texts into deltas, deltas into keys and values, and reads with them.
public struct MemoryModel: Sendable {
    public let decoder: Decoder
    public let memory: MemoryConfiguration
    let vectors: MemoryVectors
    /// Keys and values of the vectors before the memory, one row per layer; nil if the model has none.
    private let bos: ProjectedTokens?
    private let writtenBos: ProjectedTokens?

    /// Nil if the model has no memory.
    public init?(_ decoder: Decoder) {
        guard let memory = decoder.configuration.memory, let vectors = decoder.weights.memory else { return nil }
        self.decoder = decoder
        self.memory = memory
        self.vectors = vectors
        let rows = vectors.bos.map { PoolDelta(layers: decoder.configuration.layers, values: $0) }
        bos = rows.map { ProjectedTokens($0, decoder: decoder, pass: .read) }
        writtenBos = rows.map { ProjectedTokens($0, decoder: decoder, pass: .readAsWritten) }
    }

    public var configuration: ModelConfiguration { decoder.configuration }

    /// The shape of a pool of this model with `shards` shards; nil if N cannot be divided so.
    public func poolShape(shards: Int) -> PoolShape? {
        PoolShape(
            layers: configuration.layers, width: configuration.width, tokens: memory.poolTokens,
            updateTokens: memory.updateTokens, shards: shards, dropsPerLayer: memory.dropsPerLayer)
    }

    /// What the pieces leave in memory, each on its own: [L, K, d]; [L, min(n, K), d] for a pool before its first fill.
    ///
    /// - Parameter check: called before every layer; what it throws ends the pass, which may be long.
    /// - Precondition: tokens are of the vocabulary; tails are [L, K, d].
    public func selfUpdate<Stop: Error>(
        _ pieces: [WritePiece], beforeLayer check: () throws(Stop) -> Void
    ) throws(Stop) -> [PoolDelta] {
        // Pools before and after their first fill differ in their markers, not in the pass.
        let update = SelfUpdate<ImmediateEvaluator>(layers: decoder.layers, memory: memory, bos: bosRows)
        let parts = pieces.map { piece in
            precondition(!piece.tokens.isEmpty && piece.tail?.rows ?? memory.updateTokens == memory.updateTokens,
                         "\(piece.tokens.count) tokens after a tail of \(piece.tail?.rows ?? 0) rows")
            return SelfUpdate<ImmediateEvaluator>.Piece(
                tokens: piece.tokens.count, tail: piece.tail.map { tail in (0..<tail.layers).map { tail[$0] } })
        }
        var evaluator = ImmediateEvaluator(configuration, pass: .write, groups: parts.map { group($0, update) })
        let hidden = decoder.embed(pieces.flatMap(\.tokens))
        let deltas = try update.deltas(
            hidden, pieces: parts, markers: markers(parts, update), with: &evaluator, beforeLayer: check)
        return pieces.indices.map { index in
            let delta = PoolDelta(deltas.map { $0[index] })
            return pieces[index].tail == nil ? firstDelta(delta) : delta
        }
    }

    /// What the pieces leave in memory, whatever happens meanwhile.
    public func selfUpdate(_ pieces: [WritePiece]) -> [PoolDelta] { selfUpdate(pieces, beforeLayer: {}) }

    public func selfUpdate(_ tokens: [Int32], tail: PoolDelta?) -> PoolDelta {
        selfUpdate([WritePiece(tokens: tokens, tail: tail)])[0]
    }

    private var bosRows: [Tensor]? {
        vectors.bos.map { bos in (0..<configuration.layers).map { bos[rows: $0..<$0 + 1] } }
    }

    private func group(
        _ piece: SelfUpdate<ImmediateEvaluator>.Piece, _ update: SelfUpdate<ImmediateEvaluator>
    ) -> RowGroup {
        let (rows, prefix) = (update.rows(of: piece), update.prefixRows(of: piece))
        return RowGroup(
            rows: rows, firstPosition: prefix, prefixRows: prefix, text: TextCache(configuration, capacity: rows),
            rotary: decoder.rotary.table(length: prefix + rows))
    }

    /// epsilon at the rows that become memory, zeros elsewhere.
    private func markers(
        _ pieces: [SelfUpdate<ImmediateEvaluator>.Piece], _ update: SelfUpdate<ImmediateEvaluator>
    ) -> Tensor {
        Verbs.concatenate(pieces.map { piece in
            let rows = update.rows(of: piece)
            guard piece.tail != nil || memory.memoryClass != .llama7B else {
                return Tensor.zeros(rows: rows, columns: configuration.width)
            }
            let marked = min(rows, memory.updateTokens)
            return Verbs.concatenate([
                Tensor.zeros(rows: rows - marked, columns: configuration.width), newMemoryRows(marked),
            ])
        })
    }

    /// epsilon for the last `count` of K new tokens.
    private func newMemoryRows(_ count: Int) -> Tensor {
        let epsilon = vectors.newMemory
        guard epsilon.rows == 1 else { return epsilon[rows: epsilon.rows - count..<epsilon.rows] }
        return epsilon.rows(Array(repeating: 0, count: count))
    }

    /// The first delta of a pool as the 8B class stores it: that class adds epsilon to a layer's input in place, and
    /// the input is the memory of the layer below, so that all layers but the last are stored with one epsilon more.
    private func firstDelta(_ delta: PoolDelta) -> PoolDelta {
        guard memory.memoryClass == .llama8B else { return delta }
        let epsilon = newMemoryRows(delta.rows)
        return PoolDelta((0..<delta.layers).map { layer in
            layer == delta.layers - 1 ? delta[layer] : Verbs.add(delta[layer], epsilon)
        })
    }
}

// MARK: Reading

extension MemoryModel {
    /// Un-rotated keys, and values, of memory tokens, with the adapter of reading: all that reading needs of them.
    public func project(_ tokens: PoolDelta) -> ProjectedTokens {
        ProjectedTokens(tokens, decoder: decoder, pass: .read)
    }

    /// What a reader of these slots sees: beta at position 0, then the slots.
    ///
    /// - Parameters:
    ///   - sources: the tokens.
    ///   - slots: for each layer the slots in order; one list stands for all layers.
    public func context(sources: [ProjectedTokens], slots: [[SlotPlace]]) -> ReadingContext {
        context(sources: sources, slots: slots, bos: bos, pass: .read)
    }

    /// Reads a delta alone, with the adapter that wrote it: [beta ; delta], text from b + m.
    public func contextOfDeltaAlone(_ delta: PoolDelta) -> ReadingContext {
        let tokens = ProjectedTokens(delta, decoder: decoder, pass: .readAsWritten)
        let slots = (0..<UInt32(delta.rows)).map { SlotPlace(source: 0, row: $0) }
        return context(sources: [tokens], slots: [slots], bos: writtenBos, pass: .readAsWritten)
    }

    /// No memory at the positions of one: beta at 0, text from b + `tokens`.
    public func detachedContext(tokens: Int) -> ReadingContext {
        let nothing = context(sources: [], slots: [[]])
        return ReadingContext(memory: nothing.memory, textPosition: memory.bosRows + tokens)
    }

    private func context(
        sources: [ProjectedTokens], slots: [[SlotPlace]], bos: ProjectedTokens?, pass: Pass
    ) -> ReadingContext {
        let before = bos == nil ? 0 : 1
        let shared = slots.count == 1 ? addresses(slots[0], bosRows: before) : []
        let arenas = (bos.map { [$0] } ?? []) + sources
        let segments = (0..<configuration.layers).map { layer in
            MemorySegment(
                arenas: arenas.map { $0.layers[layer] },
                slots: slots.count == 1 ? shared : addresses(slots[layer], bosRows: before), firstPosition: 0)
        }
        return ReadingContext(
            memory: arenas.isEmpty ? [] : segments, textPosition: before + (slots.first?.count ?? 0), pass: pass)
    }

    private func addresses(_ slots: [SlotPlace], bosRows: Int) -> [SlotAddress] {
        let bos = bosRows == 0 ? [] : [SlotAddress(arena: 0, row: 0)]
        return bos + slots.map { SlotAddress(arena: $0.source + UInt32(bosRows), row: $0.row) }
    }
}
