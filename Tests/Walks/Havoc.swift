import StoreClient
import TestKit

/// Programs that die at random instants and start again.
struct Havoc {
    /// What dies.
    enum Fault: CaseIterable {
        case store, ingest, update, generate, database
    }

    let faults: [Fault]
    /// How many deaths at most.
    let deaths: Int
    /// Gives the pauses between deaths, and what dies.
    let seed: UInt64
    let updateWorkers: Int
    /// Between two deaths.
    var pauseMax = Duration.milliseconds(900)

    /// Kills until the task is cancelled; each kind once before one of them dies again.
    func wreak(on machine: Machine, struck: @Sendable () -> Void = {}) async throws {
        var random = SplitMix64(seed: seed)
        var next: [Fault] = []
        for _ in 0..<deaths {
            await Backoff.pause(pauseMax * Double.random(in: 0...1, using: &random))
            if Task.isCancelled { return }
            if next.isEmpty { next = faults.shuffled(using: &random) }
            switch next.removeLast() {
            case .store: try await machine.restart(.store)
            case .ingest: try await machine.restart(.ingest)
            case .update: try await machine.restart(.update(.random(in: 0..<updateWorkers, using: &random)))
            case .generate: try await machine.restart(.generate(0))
            case .database: try await machine.crashDatabase()
            }
            struck()
        }
    }
}
