internal import MemoryTypes

/// Patience with workers that have just been started: a model is known once one of them has loaded it and handed its
/// pool over.
package enum ModelArrival {
    /// Tries again as long as the model is not known, for `patience` at most.
    ///
    /// - Throws: what `attempt` throws; `unknownModel` only when the time is over.
    package static func awaited(
        for patience: Duration, every interval: Duration = .milliseconds(100), _ attempt: () async throws -> Void
    ) async throws {
        let end = ContinuousClock.now + patience
        while true {
            do {
                return try await attempt()
            } catch let refusal as Refusal where refusal.code == .unknownModel && ContinuousClock.now < end {
                try await Task.sleep(for: interval)
            }
        }
    }
}
