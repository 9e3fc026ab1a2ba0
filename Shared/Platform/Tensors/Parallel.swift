internal import Synchronization
internal import Threads

/// Runs `body` over ranges which together are 0 ..< `count`, on all processors.
///
/// - Parameter work: operations one index costs, roughly; little work is not divided.
func inParallel(_ count: Int, work: Int, _ body: (Range<Int>) -> Void) {
    let pool = ComputePool.shared
    let parts = max(1, min(count, pool.width == 1 ? 1 : pool.width * 4, count * work / 16_384))
    pool.run(parts) { part in body(count * part / parts..<count * (part + 1) / parts) }
}

/// The lowest number that any thread offered.
final class Lowest: Sendable {
    private let lowest: Atomic<Int>

    init(_ start: Int) { lowest = Atomic(start) }

    func offer(_ number: Int) { lowest.min(number, ordering: .relaxed) }

    var value: Int { lowest.load(ordering: .relaxed) }
}
