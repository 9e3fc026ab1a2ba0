internal import CThreads
internal import Synchronization

/// Threads that compute together: one call is divided into parts, and ends when all parts have ended.
///
/// Which thread takes which part is left to chance; what a part computes is not, so results never depend on it. A
/// thread without work looks for some for a few microseconds and then sleeps, so that the next of many small calls
/// starts at once and an idle process costs nothing.
public final class ComputePool: Sendable {
    /// One thread for each processor this process may run on, or as many as `choose(threads:)` said before.
    public static let shared = ComputePool(threads: max(1, chosen.load(ordering: .acquiring)))

    private static let chosen = Atomic(processorCount())

    /// Says how many threads `shared` is to have; without effect once it has been used.
    ///
    /// - Parameter threads: 0 for one on each processor.
    public static func choose(threads: Int) {
        chosen.store(threads > 0 ? threads : processorCount(), ordering: .releasing)
    }

    /// How many threads compute, the caller's included.
    public let threads: Int
    private let board = Board()

    public init(threads: Int) {
        precondition(threads > 0, "\(threads) threads")
        self.threads = threads
        for _ in 1..<threads { startWorker(for: board) }
    }

    deinit { board.close() }

    /// How many threads a call from this thread is divided among: one inside of `map`, else all.
    public var width: Int { cthreads_alone() != 0 ? 1 : threads }

    /// The values of `body(0)` to `body(parts - 1)`, in that order, each computed by one thread alone: calls inside of
    /// it are not divided further, so that a value depends on its number and not on who else computes.
    public func map<Value: Sendable>(_ parts: Int, _ body: @Sendable (Int) -> Value) -> [Value] {
        let values = Mutex([Value?](repeating: nil, count: parts))
        run(parts) { part in
            let before = cthreads_alone()
            cthreads_set_alone(1)
            let value = body(part)
            cthreads_set_alone(before)
            values.withLock { $0[part] = value }
        }
        return values.withLock { $0.compactMap(\.self) }
    }

    /// Runs `body(0)` to `body(parts - 1)`, each exactly once, on any threads and in any order; returns after the last.
    ///
    /// While another call is under way, and inside of a part, the caller runs all parts alone instead of waiting.
    public func run(_ parts: Int, _ body: (Int) -> Void) {
        precondition(parts >= 0 && parts < 1 << 24, "\(parts) parts")
        guard parts > 1, width > 1, board.claim() else {
            for part in 0..<parts { body(part) }
            return
        }
        withoutActuallyEscaping(body) { board.run(parts, $0) }
        board.release()
    }
}

/// How many processors this process may run on.
public func processorCount() -> Int { Int(cthreads_processors()) }
