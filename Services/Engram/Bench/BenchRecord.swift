internal import Synchronization

/// What a run has measured so far: a group that fails, or a run that is stopped, loses only what it had not finished.
package final class BenchRecord: Sendable {
    /// A group without figures, and why.
    package struct Missing: Encodable, Equatable, Sendable {
        package let group: BenchGroup
        package let reason: String
    }

    private struct State {
        var figures: [Figure] = []
        var missing: [Missing] = []
        var ended: Set<BenchGroup> = []
    }

    private let state = Mutex(State())
    private let changed: @Sendable (BenchRecord) -> Void

    /// - Parameter changed: called after every group.
    package init(changed: @escaping @Sendable (BenchRecord) -> Void = { _ in }) { self.changed = changed }

    package var figures: [Figure] { state.withLock(\.figures) }
    package var missing: [Missing] { state.withLock(\.missing) }

    /// Measures a group and keeps what it gives, or why it gave nothing.
    ///
    /// - Throws: `CancellationError` if the task was cancelled; everything else only ends the group.
    package func measure(_ group: BenchGroup, _ body: () async throws -> [Figure]) async throws(CancellationError) {
        do {
            let figures = try await body()
            end([group]) { $0.figures += figures }
        } catch {
            try note(error, in: [group])
        }
    }

    /// Runs something that groups need together; if it fails, those of them that have not ended do.
    ///
    /// - Throws: `CancellationError` if the task was cancelled.
    package func together(_ groups: [BenchGroup], _ body: () async throws -> Void) async throws(CancellationError) {
        do { try await body() } catch { try note(error, in: groups) }
    }

    private func note(_ error: any Error, in groups: [BenchGroup]) throws(CancellationError) {
        // A cancelled task fails in many words.
        if Task.isCancelled || error is CancellationError { throw CancellationError() }
        let failure = Failure(explaining: error)
        let reason = failure.map { [$0.sentence, $0.advice ?? ""].joined(separator: " ") } ?? "\(error)"
        let left = groups.filter { !state.withLock(\.ended).contains($0) }
        guard !left.isEmpty else { return }
        end(left) { $0.missing += left.map { Missing(group: $0, reason: reason) } }
    }

    private func end(_ groups: [BenchGroup], _ change: (inout State) -> Void) {
        state.withLock { state in
            state.ended.formUnion(groups)
            change(&state)
        }
        changed(self)
    }
}
