internal import Threads

/// The sum of the gradients of a batch's parts, each taken by one thread on a tape of its own.
///
/// Small products are computed faster side by side than divided. What comes out depends on how the batch is divided,
/// and not on how many threads there are: parts are summed in their order.
///
/// - Parameter body: the gradients of a part, and what else it found.
/// - Returns: the sum, and what else was found, in the order of the parts.
public func batchGradients<Found: Sendable>(
    _ parts: Int, _ body: @Sendable (Int) -> (gradients: Gradients, found: Found)
) -> (gradients: Gradients, found: [Found]) {
    var all = ComputePool.shared.map(parts, body)
    var sum = Gradients()
    for index in all.indices {
        let part = all[index].gradients
        // Nobody else may look at gradients that are added to: they would be copied.
        all[index].gradients = Gradients()
        sum.add(part)
    }
    return (sum, all.map(\.found))
}
