import Ledger
import MemoryTypes
import PostgreSQL
import ServiceKit
import Wire

/// Group commit: what arrives while as many transactions are under way as there are connections goes into the next one
/// together.
actor IntakeBatcher {
    private struct Waiting {
        let drafts: [DocumentDraft]
        let continuation: CheckedContinuation<Result<[AppendResult], LedgerError>, Never>
    }

    private var free: [Database<Session>]
    private var waiting: [Waiting] = []
    private var turn: AppendTurn?
    private var last: Task<Void, Never>?

    /// Documents of one transaction, at most.
    private static let draftsMax = 4096

    init(_ ledger: Ledger) { free = ledger.intakes }

    /// Durable when it returns. Documents get their numbers in the order of the calls.
    func append(_ drafts: [DocumentDraft]) async throws(LedgerError) -> [AppendResult] {
        let result = await withCheckedContinuation { continuation in
            waiting.append(Waiting(drafts: drafts, continuation: continuation))
            begin()
        }
        return try result.get()
    }

    /// Writes what waits, if a connection is free.
    private func begin() {
        guard !waiting.isEmpty, let database = free.popLast() else { return }
        let (group, turn, before) = (takeGroup(), AppendTurn(after: turn), last)
        self.turn = turn
        last = Task { await self.write(group, turn, over: database, behind: before) }
    }

    private func write(
        _ group: [Waiting], _ turn: AppendTurn, over database: Database<Session>, behind before: Task<Void, Never>?
    ) async {
        let drafts = group.flatMap(\.drafts)
        let time = WireClock.now
        let written: Result<[AppendResult], LedgerError>
        do throws(LedgerError) {
            written = .success(
                try await database.perform(patience: .seconds(5)) { session throws(LedgerError) in
                    try session.append(drafts, at: time, turn: turn)
                })
        } catch { written = .failure(error) }
        turn.pass()
        free.append(database)
        begin()
        // Who asked first learns first, and its jobs are known first.
        await before?.value
        answer(group, written)
    }

    private func answer(_ group: [Waiting], _ written: Result<[AppendResult], LedgerError>) {
        var done = 0
        for member in group {
            let count = member.drafts.count
            member.continuation.resume(returning: written.map { Array($0[done..<done + count]) })
            done += count
        }
    }

    private func takeGroup() -> [Waiting] {
        var group: [Waiting] = []
        var count = 0
        while let first = waiting.first, group.isEmpty || count + first.drafts.count <= Self.draftsMax {
            count += first.drafts.count
            group.append(waiting.removeFirst())
        }
        return group
    }
}
