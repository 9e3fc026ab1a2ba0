/// The heads of an attention layer. Query head q reads kv head q / (heads / kvHeads).
public struct HeadShape: Equatable, Sendable {
    public let heads: Int
    public let kvHeads: Int
    /// Width of a head, h.
    public let width: Int

    public init(heads: Int, kvHeads: Int, width: Int) {
        precondition(kvHeads > 0 && heads.isMultiple(of: kvHeads) && width > 0 && width.isMultiple(of: 2),
                     "\(heads) heads over \(kvHeads) of width \(width)")
        (self.heads, self.kvHeads, self.width) = (heads, kvHeads, width)
    }
}

/// What the query rows of one sequence see in one layer: all of the memory, and the text up to their own place.
public struct AttentionContext: Sendable {
    /// How many query rows of the step belong to this sequence. They are the last tokens of `text`.
    public let queries: Int
    public let memory: MemorySegment?
    /// The sequence's text, the query rows' own keys and values included.
    public let text: TextSegment

    public init(queries: Int, memory: MemorySegment?, text: TextSegment) {
        precondition(queries <= text.count, "\(queries) queries for \(text.count) text tokens")
        (self.queries, self.memory, self.text) = (queries, memory, text)
    }
}

extension Verbs {
    /// Prefix attention: query row i of a sequence with T text tokens and n queries sees every memory slot and the text
    /// tokens j <= T - n + i (a causal mask aligned at its lower right corner).
    ///
    ///     out_i = Σ_j softmax_j(q_i · k_j / √h) v_j                           Vaswani et al. 2017, eq. 1
    ///
    /// - Parameters:
    ///   - queries: [Σ n, heads · h], rotated, the sequences one after another as in `contexts`.
    ///   - rotary: turns memory keys to their positions.
    /// - Returns: [Σ n, heads · h].
    public static func attention(
        _ queries: Tensor, _ contexts: [AttentionContext], heads: HeadShape, rotary: Rotary
    ) -> Tensor {
        precondition(queries.columns == heads.heads * heads.width && queries.rows == contexts.reduce(0) { $0
            + $1.queries },
                     "queries \(queries) for \(contexts.map(\.queries)) rows of \(heads)")
        let groups = AttentionPlan(contexts, heads: heads, rotary: rotary).groups
        let parts = groups.indices.flatMap { group in groups[group].parts.indices.map { (group, $0) } }
        let result = Block(byteCount: queries.count * 4)
        inParallel(parts.count, work: 1 << 20) { range in
            for (group, part) in parts[range] { groups[group].attend(part: part, queries) }
        }
        inParallel(groups.count, work: 1 << 20) { range in
            for group in groups[range] { group.finish(into: result, columns: queries.columns) }
        }
        return Tensor(rows: queries.rows, columns: queries.columns, block: result)
    }
}
