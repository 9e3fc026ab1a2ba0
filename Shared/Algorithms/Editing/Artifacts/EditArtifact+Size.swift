public import Transformer
internal import Tensors

extension EditArtifact {
    /// How large the change of each weight is beside the weight, ‖Δ‖ / ‖W‖ by Frobenius' norm; nothing for artifacts
    /// that change no weight. An edit that makes it large has destroyed more than it taught.
    ///
    /// - Throws: `siteMissing`.
    public func relativeChanges(in decoder: Decoder) throws(EditingError) -> [EditSite: Double] {
        var squares: [EditSite: Double] = [:]
        switch payload {
        case .lowRank(let deltas): for delta in deltas { squares[delta.site, default: 0] += delta.factors.squares }
        case .dense(let deltas): for delta in deltas { squares[delta.site, default: 0] += Verbs.squares(delta.values) }
        case .columns(let delta): squares[delta.site] = delta.factors.squares
        case .codebookEntry, .gatedAdapter, .neurons, .datastore, .context: break
        }
        var changes: [EditSite: Double] = [:]
        for (site, square) in squares {
            let own = Verbs.squares(try decoder.weights(at: site).weight.widened())
            changes[site] = (square / max(own, .leastNormalMagnitude)).squareRoot()
        }
        return changes
    }
}
