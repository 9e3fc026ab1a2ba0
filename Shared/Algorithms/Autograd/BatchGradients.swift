internal import Threads

/// The sum of the gradients of a batch's parts, each taken by one thread on a tape of its own.
///
/// Small products are computed faster side by side than divided. What comes out depends on how the batch is divided,
/// and not on how many threads there are: parts are summed in their order.
///
/// - Parameters:
///   - parts: such as `batchParts`.
///   - body: the gradients of a part.
public func batchGradients(_ parts: Int, _ body: @Sendable (Int) -> Gradients) -> Gradients {
    var all = ComputePool.shared.map(parts, body)
    var sum = all.removeFirst()
    for index in all.indices {
        sum.add(all[index])
        all[index] = Gradients()
    }
    return sum
}

/// As many parts as there are threads.
public var batchParts: Int { ComputePool.shared.threads }
