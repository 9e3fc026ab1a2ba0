public import Transformer

/// The self-update: the layer outputs of a text's last tokens become memory.
///
///     X_l = [ beta_l ; T_l ; H_l ], epsilon added to its last K rows
///     O_l = layer_l(X_l), keys and values only for the first b + min(n, K) rows
///     delta_l = last K rows of O_l,  H_{l+1} = last n rows of O_l                    Wang et al. 2024, section 3.1.2
///
/// T_l are the newest K tokens of the pool (or of a delta before). Its cost does not depend on N; there are no logits,
/// no final norm and no cache, and inputs are never rounded. Several pieces, of different pools or shards, go in one
/// pass.
public struct SelfUpdate<E: Evaluator> {
    /// One piece to absorb.
    public struct Piece {
        /// n, at least 1.
        public let tokens: Int
        /// T, one value [K, d] per layer; nil for a pool that has not been filled.
        public let tail: [E.Value]?

        public init(tokens: Int, tail: [E.Value]?) {
            self.tokens = tokens
            self.tail = tail
        }
    }

    public let layers: [DecoderLayer]
    public let memory: MemoryConfiguration
    /// beta_l, one value [1, d] per layer; nil if the model has none.
    public let bos: [E.Value]?

    public init(layers: [DecoderLayer], memory: MemoryConfiguration, bos: [E.Value]?) {
        self.layers = layers
        self.memory = memory
        self.bos = bos
    }

    /// The rows of a piece that are keys and values only, P = b + min(n, K); 0 before the first fill.
    public func prefixRows(of piece: Piece) -> Int {
        piece.tail == nil ? 0 : memory.bosRows + min(piece.tokens, memory.updateTokens)
    }

    /// The rows that go through a layer, max(n, K); n before the first fill.
    public func rows(of piece: Piece) -> Int {
        piece.tail == nil ? piece.tokens : max(piece.tokens, memory.updateTokens)
    }

    /// The rows that become memory, K; min(n, K) before the first fill.
    func deltaRows(of piece: Piece) -> Int { min(rows(of: piece), memory.updateTokens) }

    /// - Parameters:
    ///   - hidden: H_0 of all pieces, [sum n, d].
    ///   - markers: epsilon at the last K rows of each piece and zeros before, [sum of rows, d].
    ///   - evaluator: with one group per piece, of `rows(of:)` rows and `prefixRows(of:)` prefix rows.
    ///   - check: called before every layer; what it throws ends the pass.
    /// - Returns: for every layer one value per piece, [K, d]; [min(n, K), d] before the first fill.
    public func deltas<Stop: Error>(
        _ hidden: E.Value, pieces: [Piece], markers: E.Value, with evaluator: inout E,
        beforeLayer check: () throws(Stop) -> Void
    ) throws(Stop) -> [[E.Value]] {
        var hidden = split(hidden, counts: pieces.map(\.tokens), with: evaluator)
        var deltas: [[E.Value]] = []
        for layer in layers {
            try check()
            let rows = evaluator.concatenate(zip(pieces, hidden).map { queryRows($0, $1, layer.index, &evaluator) })
            let prefixes = pieces.compactMap { prefix($0, layer.index, &evaluator) }
            // Of the last layer only the rows that become memory are needed.
            let isLast = layer.index == layers.count - 1
            let output = layer.apply(
                evaluator.add(rows, markers), prefix: prefixes.isEmpty ? nil : evaluator.concatenate(prefixes),
                keepingLast: isLast ? pieces.map(deltaRows) : nil, with: &evaluator)
            let outputs = split(output, counts: pieces.map(isLast ? deltaRows : self.rows), with: evaluator)
            deltas.append(zip(pieces, outputs).map { piece, output in
                let count = isLast ? deltaRows(of: piece) : self.rows(of: piece)
                return evaluator.rows(count - deltaRows(of: piece)..<count, of: output)
            })
            guard !isLast else { break }
            hidden = zip(pieces, outputs).map { piece, output in
                let count = self.rows(of: piece)
                return evaluator.rows(count - piece.tokens..<count, of: output)
            }
        }
        return deltas
    }

    /// The deltas, whatever happens meanwhile.
    public func deltas(
        _ hidden: E.Value, pieces: [Piece], markers: E.Value, with evaluator: inout E
    ) -> [[E.Value]] {
        deltas(hidden, pieces: pieces, markers: markers, with: &evaluator, beforeLayer: {})
    }

    private func split(_ x: E.Value, counts: [Int], with evaluator: E) -> [E.Value] {
        var row = 0
        return counts.map { count in
            defer { row += count }
            return evaluator.rows(row..<row + count, of: x)
        }
    }

    /// [beta ; the oldest min(n, K) tail rows].
    private func prefix(_ piece: Piece, _ layer: Int, _ evaluator: inout E) -> E.Value? {
        guard let tail = piece.tail else { return nil }
        let rows = evaluator.rows(0..<min(piece.tokens, memory.updateTokens), of: tail[layer])
        guard let bos else { return rows }
        return evaluator.concatenate([bos[layer], rows])
    }

    /// [the newest K - n tail rows, if n < K ; H].
    private func queryRows(_ piece: Piece, _ hidden: E.Value, _ layer: Int, _ evaluator: inout E) -> E.Value {
        guard let tail = piece.tail, piece.tokens < memory.updateTokens else { return hidden }
        return evaluator.concatenate([
            evaluator.rows(piece.tokens..<memory.updateTokens, of: tail[layer]), hidden,
        ])
    }
}
