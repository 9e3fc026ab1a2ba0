public import Tensors

/// Keys, turned to their positions, and values of the same rows.
public struct KeysValues {
    public let keys: Variable
    public let values: Variable

    public init(keys: Variable, values: Variable) {
        self.keys = keys
        self.values = values
    }
}

extension Tape {
    /// Attention of each group's queries over its prefix and its text up to their own place.
    ///
    ///     out_i = Σ_j p_ij v_j,  p_i = softmax_j(q_i · k_j / √h)                      Vaswani et al. 2017, eq. 1
    ///     dv_j = Σ_i p_ij g_i,  ds_ij = p_ij (g_i · v_j - g_i · out_i) / √h,
    ///     dq_i = Σ_j ds_ij k_j,  dk_j = Σ_i ds_ij q_i                            Dao et al. 2022, appendix B.4
    ///
    /// Scores exist for some rows of one head at a time, forwards and again backwards.
    ///
    /// - Parameters:
    ///   - text: rows of all groups, [Σ text, kv heads · h].
    ///   - prefix: rows of all groups, [Σ prefix, kv heads · h]; nil where no group has any.
    public func attention(
        _ queries: Variable, text: KeysValues, prefix: KeysValues?, groups: [AttentionRows], heads: HeadShape
    ) -> Variable {
        let context = AttentionKeys(
            keys: text.keys.value, values: text.values.value, prefixKeys: prefix?.keys.value,
            prefixValues: prefix?.values.value)
        let (out, sums) = Verbs.attentionWithSums(queries.value, context, groups, heads: heads)
        let slots = [queries.slot, text.keys.slot, text.values.slot, prefix?.keys.slot, prefix?.values.slot]
        guard slots.contains(where: { $0 != nil }) else { return .constant(out) }
        let (read, ofPrefix) = (queries.value, slots[3] != nil || slots[4] != nil)
        return record(out) { g, tape in
            let gradients = Verbs.attentionGradients(
                g, read, context, out: out, sums: sums, groups, heads: heads, ofPrefix: ofPrefix)
            tape.add(gradients.queries, to: slots[0])
            tape.add(gradients.keys, to: slots[1])
            tape.add(gradients.values, to: slots[2])
            if let keys = gradients.prefixKeys { tape.add(keys, to: slots[3]) }
            if let values = gradients.prefixValues { tape.add(values, to: slots[4]) }
        }
    }
}
