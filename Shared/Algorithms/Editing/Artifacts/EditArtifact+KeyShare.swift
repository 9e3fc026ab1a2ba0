internal import Tensors

extension EditArtifact {
    /// |a_p · u| / ‖a_p‖: how much of the prompt's key a rank-one change sees, the least over sites; nil for other
    /// artifacts. Where it is small, the change has to be huge.                     Gupta et al. 2024, section 3
    ///
    /// - Parameter view: the model that the edit was computed on.
    public func keyShare(of request: EditRequest, on view: EditView) throws(EditingError) -> Double? {
        guard method == RankOneEditing.name, case .lowRank(let deltas) = payload, let subject = request.prompt.subject
        else { return nil }
        let tokens = Array(request.prompt.tokens.prefix(subject.upperBound))
        let rows = TextRows([TextRow(tokens: tokens, promptTokens: tokens.count)])
        try view.require(rows)
        var least: Double?
        for delta in deltas where delta.factors.rank == 1 {
            let inputs = view.inputs(of: delta.site, rows)
            let key = Matrix64(inputs[rows: inputs.rows - 1..<inputs.rows])
            let direction = Matrix64(delta.factors.inputs)
            let size = max(key.norm * direction.norm, .leastNormalMagnitude)
            let share = abs(key.multiplied(byTransposed: direction)[0, 0]) / size
            least = min(least ?? share, share)
        }
        return least
    }
}
