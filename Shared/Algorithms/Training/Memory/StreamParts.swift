internal import Autograd
internal import LatentMemory

/// The gradients of pools side by side, divided over `tapes` tapes in their order.
///
/// - Parameter body: the gradients of some pools and what happens to each, and what else was found.
func streamGradients<Turn: Sendable, Found: Sendable>(
    _ pools: [PoolDelta], _ turns: [Turn], tapes: Int,
    _ body: @Sendable ([PoolDelta], [Turn]) -> (gradients: Gradients, found: Found)
) -> (gradients: Gradients, found: [Found]) {
    precondition(pools.count == turns.count, "\(turns.count) turns for \(pools.count) pools")
    let parts = min(tapes, pools.count)
    return batchGradients(parts) { part in
        let range = pools.count * part / parts..<pools.count * (part + 1) / parts
        return body(Array(pools[range]), Array(turns[range]))
    }
}
