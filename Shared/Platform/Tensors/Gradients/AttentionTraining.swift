internal import Threads

extension Verbs {
    /// Attention as in `attention(_:_:heads:rotary:)`, all keys at hand and turned, which keeps what its backward side
    /// needs: the log-sum-exp of each row and head, [queries, heads], and no scores.
    public static func attentionWithSums(
        _ queries: Tensor, _ context: AttentionKeys, _ groups: [AttentionRows], heads: HeadShape
    ) -> (out: Tensor, sums: Tensor) {
        check(queries, context, groups, heads)
        let units = AttentionUnit.all(groups, heads)
        var out = Draft(rows: queries.rows, columns: queries.columns)
        var sums = Draft(rows: queries.rows, columns: heads.heads)
        unsafe out.withPointer { out in
            unsafe sums.withPointer { sums in
                unsafe queries.withPointer { queries in
                    context.withPointers { context in
                        ComputePool.shared.run(units.count) { unit in
                            unsafe units[unit].attend(queries, context, out: out, sums: sums)
                        }
                    }
                }
            }
        }
        return (out.seal(), sums.seal())
    }

    /// The gradients of `attentionWithSums`, with g the gradient of what it gave.     Dao et al. 2022, appendix B.4
    ///
    /// - Parameter ofPrefix: whether those of the prefix are wanted.
    public static func attentionGradients(
        _ g: Tensor, _ queries: Tensor, _ context: AttentionKeys, out: Tensor, sums: Tensor, _ groups: [AttentionRows],
        heads: HeadShape, ofPrefix: Bool
    ) -> AttentionGradients {
        check(queries, context, groups, heads)
        let units = AttentionUnit.all(groups, heads)
        let (textRows, columns) = (context.keys.rows, context.keys.columns)
        let prefixRows = ofPrefix ? context.prefixKeys?.rows : nil
        var dQueries = Draft(rows: queries.rows, columns: queries.columns)
        var drafts = GradientDrafts(text: textRows, prefix: prefixRows ?? 0, columns: columns)
        unsafe dQueries.withPointer { dQueries in
            drafts.withPointers(ofPrefix: prefixRows != nil) { gradients in
                unsafe withPointers(g, queries, out, sums) { g, queries, out, sums in
                    context.withPointers { context in
                        ComputePool.shared.run(units.count) { unit in
                            unsafe units[unit].attendBack(
                                g, queries, context, out: out, sums: sums, dQueries: dQueries, gradients)
                        }
                    }
                }
            }
        }
        return drafts.seal(queries: dQueries.seal(), ofPrefix: prefixRows != nil)
    }

    private static func check(
        _ queries: Tensor, _ context: AttentionKeys, _ groups: [AttentionRows], _ heads: HeadShape
    ) {
        let rows = groups.reduce(into: (0, 0, 0)) { $0 = ($0.0 + $1.queries, $0.1 + $1.text, $0.2 + $1.prefix) }
        let width = heads.kvHeads * heads.width
        precondition(
            queries.rows == rows.0 && context.keys.rows == rows.1 && context.values.rows == rows.1
                && context.prefixKeys?.rows ?? 0 == rows.2 && context.prefixValues?.rows ?? 0 == rows.2
                && queries.columns == heads.heads * heads.width && context.keys.columns == width
                && context.values.columns == width && context.prefixKeys?.columns ?? width == width
                && context.prefixValues?.columns ?? width == width,
            "\(queries) over \(context.keys) after \(context.prefixKeys?.rows ?? 0) for \(rows) of \(heads)")
    }

    private static func withPointers(
        _ a: Tensor, _ b: Tensor, _ c: Tensor, _ d: Tensor,
        _ body: (UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>) -> Void
    ) {
        unsafe a.withPointer { a in
            unsafe b.withPointer { b in
                unsafe c.withPointer { c in
                    unsafe d.withPointer { d in unsafe body(a, b, c, d) }
                }
            }
        }
    }
}

extension AttentionKeys {
    /// Addresses to read from; what they point at is sealed.
    fileprivate func withPointers(_ body: (AttentionPointers) -> Void) {
        unsafe body(AttentionPointers(
            keys: UnsafeMutablePointer(mutating: keys.address(ofRow: 0)),
            values: UnsafeMutablePointer(mutating: values.address(ofRow: 0)),
            prefixKeys: prefixKeys.map { unsafe UnsafeMutablePointer(mutating: $0.address(ofRow: 0)) },
            prefixValues: prefixValues.map { unsafe UnsafeMutablePointer(mutating: $0.address(ofRow: 0)) }))
        withExtendedLifetime(self) {}
    }
}

/// The gradients of keys and values while they are summed.
private struct GradientDrafts: ~Copyable {
    private var keys: Draft
    private var values: Draft
    private var prefixKeys: Draft
    private var prefixValues: Draft

    init(text: Int, prefix: Int, columns: Int) {
        keys = Draft(zerosOf: text, columns)
        values = Draft(zerosOf: text, columns)
        prefixKeys = Draft(zerosOf: prefix, columns)
        prefixValues = Draft(zerosOf: prefix, columns)
    }

    mutating func withPointers(ofPrefix: Bool, _ body: (AttentionPointers) -> Void) {
        unsafe keys.withPointer { keys in
            unsafe values.withPointer { values in
                unsafe prefixKeys.withPointer { prefixKeys in
                    unsafe prefixValues.withPointer { prefixValues in
                        unsafe body(AttentionPointers(
                            keys: keys, values: values, prefixKeys: ofPrefix ? prefixKeys : nil,
                            prefixValues: ofPrefix ? prefixValues : nil))
                    }
                }
            }
        }
    }

    consuming func seal(queries: Tensor, ofPrefix: Bool) -> AttentionGradients {
        let (before, weighted) = (prefixKeys.seal(), prefixValues.seal())
        return AttentionGradients(
            queries: queries, keys: keys.seal(), values: values.seal(), prefixKeys: ofPrefix ? before : nil,
            prefixValues: ofPrefix ? weighted : nil)
    }
}
