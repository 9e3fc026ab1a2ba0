import Ledger
import MemoryTypes
import Synchronization

/// Wakes those who wait for a document, an edit or a pool to change.
final class Signals: Sendable {
    enum Subject: Hashable, Sendable {
        case document(DocumentID)
        case pool(PoolID)
        case edit(EditID, PoolID)
    }

    private struct State {
        var waiting: [Subject: [UInt64: AsyncStream<Void>.Continuation]] = [:]
        var given: UInt64 = 0
    }

    private let state = Mutex(State())

    func ring(_ subject: Subject) {
        let waiting = state.withLock { Array(($0.waiting[subject] ?? [:]).values) }
        for continuation in waiting { continuation.yield() }
    }

    /// Runs `check` now and after every signal, until it gives something or the time is over.
    func wait<Value: Sendable>(
        for subject: Subject, within limit: Duration, _ check: () async throws -> Value?
    ) async throws -> Value? {
        let (signals, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = add(continuation, to: subject)
        defer { remove(number, from: subject) }
        let timer = Task {
            // A cancelled timer is one that nobody needs any more.
            try? await Task.sleep(for: limit)
            continuation.finish()
        }
        defer { timer.cancel() }
        if let value = try await check() { return value }
        for await _ in signals {
            if let value = try await check() { return value }
        }
        try Task.checkCancellation()
        return nil
    }

    private func add(_ continuation: AsyncStream<Void>.Continuation, to subject: Subject) -> UInt64 {
        state.withLock { state in
            state.given += 1
            state.waiting[subject, default: [:]][state.given] = continuation
            return state.given
        }
    }

    private func remove(_ number: UInt64, from subject: Subject) {
        state.withLock { state in
            state.waiting[subject]?[number] = nil
            if state.waiting[subject]?.isEmpty == true { state.waiting[subject] = nil }
        }
    }
}

extension Signals.Subject {
    init(_ subject: JobSubject) {
        self =
            switch subject {
            case .document(let document): .document(document)
            case .edit(let edit, let pool): .edit(edit, pool)
            }
    }
}
