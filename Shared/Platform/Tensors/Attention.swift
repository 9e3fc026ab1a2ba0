internal import CKernels
internal import Glibc

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
        precondition(queries.columns == heads.heads * heads.width && queries.rows == contexts.reduce(0) { $0 + $1.queries },
                     "queries \(queries) for \(contexts.map(\.queries)) rows of \(heads)")
        var draft = Draft(rows: queries.rows, columns: queries.columns)
        let units = attentionUnits(contexts, heads: heads)
        unsafe draft.withPointer { out in
            unsafe queries.withPointer { q in
                inParallel(units.count, work: 1 << 20) { range in
                    for unit in range {
                        unsafe attend(q, out, contexts[units[unit].context], units[unit], heads: heads, rotary: rotary)
                    }
                }
            }
        }
        return draft.seal()
    }

    /// The work that is not divided further: some query rows of one sequence with one kv head.
    private struct Unit {
        let context: Int
        let firstRow: Int
        let rows: Range<Int>
        let kvHead: Int
    }

    private static func attentionUnits(_ contexts: [AttentionContext], heads: HeadShape) -> [Unit] {
        var units: [Unit] = []
        var firstRow = 0
        let rowsMax = max(1, 256 * heads.kvHeads / heads.heads)
        for (index, context) in contexts.enumerated() {
            for start in stride(from: 0, to: context.queries, by: rowsMax) {
                for head in 0..<heads.kvHeads {
                    let rows = start..<min(start + rowsMax, context.queries)
                    units.append(Unit(context: index, firstRow: firstRow, rows: rows, kvHead: head))
                }
            }
            firstRow += context.queries
        }
        return units
    }

    private static func attend(
        _ q: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>, _ context: AttentionContext, _ unit: Unit,
        heads: HeadShape, rotary: Rotary
    ) {
        let (h, group, columns) = (heads.width, heads.heads / heads.kvHeads, heads.heads * heads.width)
        let rows = unit.rows.count * group
        let before = context.text.count - context.queries
        var from: [UnsafePointer<Float>?] = unsafe []
        var to: [UnsafeMutablePointer<Float>?] = unsafe []
        var sees: [Int] = []
        for row in unit.rows {
            for head in unit.kvHead * group..<(unit.kvHead + 1) * group {
                let place = (unit.firstRow + row) * columns + head * h
                unsafe from.append(q + place)
                unsafe to.append(out + place)
                sees.append(before + row + 1)
            }
        }
        let scratch = Block(byteCount: ck_attention_scratch(rows, h) * 4)
        unsafe withAttention(context, head: unit.kvHead, heads: heads, rotary: rotary) { attention in
            unsafe ck_attention(attention, from, to, sees, rows, scratch.address.assumingMemoryBound(to: Float.self))
        }
    }

    private static func withAttention(
        _ context: AttentionContext, head: Int, heads: HeadShape, rotary: Rotary, _ body: (UnsafePointer<ck_attention>) -> Void
    ) {
        let (h, memory, text) = (heads.width, context.memory, context.text)
        precondition(text.columns == heads.kvHeads * h && (memory ?? nil).map { $0.columns == text.columns } ?? true,
                     "keys of \(text.columns) columns for \(heads)")
        let first = memory?.firstPosition ?? 0
        let table = rotary.table(upTo: first + (memory?.count ?? 0))
        unsafe table.cosine.withPointer { cosine in
            unsafe table.sine.withPointer { sine in
                unsafe text.keys.withPointer { keys in
                    unsafe text.values.withPointer { values in
                        var attention = unsafe ck_attention(
                            h: h, head: head * h, memory_keys: memory.map { unsafe UnsafePointer($0.addresses.keys) },
                            memory_values: memory.map { unsafe UnsafePointer($0.addresses.values) },
                            memory: memory?.count ?? 0,
                            cosine: cosine + first * (h / 2), sine: sine + first * (h / 2),
                            text_keys: keys, text_values: values, ldtext: text.columns, text: text.count,
                            scale: 1 / Float(h).squareRoot())
                        unsafe withUnsafePointer(to: &attention) { unsafe body($0) }
                    }
                }
            }
        }
        withExtendedLifetime(memory) {}
    }
}
