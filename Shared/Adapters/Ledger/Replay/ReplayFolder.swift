import Threads

/// Folds on a thread of its own.
struct ReplayFolder {
    private let executor = ThreadExecutor(name: "replay")

    /// The fold with more versions behind it.
    func folding(_ fold: ReplayFold, _ steps: [ReplayStep]) async -> ReplayFold {
        await withTaskExecutorPreference(executor) { await Self.fold(fold, steps) }
    }

    @concurrent
    private static func fold(_ fold: consuming ReplayFold, _ steps: [ReplayStep]) async -> ReplayFold {
        var fold = fold
        fold.fold(steps)
        return fold
    }

    /// Ends the thread.
    func stop() { executor.stop() }
}
