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

    /// Documents of one transaction, at most.
    private static let draftsMax = 4096

    init(_ ledger: Ledger) { free = ledger.intakes }

    /// Durable when it returns.
    func append(_ drafts: [DocumentDraft]) async throws(LedgerError) -> [AppendResult] {
        let result = await withCheckedContinuation { continuation in
            waiting.append(Waiting(drafts: drafts, continuation: continuation))
            if let database = free.popLast() { Task { await self.run(on: database) } }
        }
        return try result.get()
    }

    private func run(on database: Database<Session>) async {
        while !waiting.isEmpty {
            let group = takeGroup()
            let drafts = group.flatMap(\.drafts)
            let time = WireClock.now
            do throws(LedgerError) {
                let results = try await database.perform(patience: .seconds(5)) { session throws(LedgerError) in
                    try session.append(drafts, at: time)
                }
                var rest = results[...]
                for member in group {
                    member.continuation.resume(returning: .success(Array(rest.prefix(member.drafts.count))))
                    rest = rest.dropFirst(member.drafts.count)
                }
            } catch {
                for member in group { member.continuation.resume(returning: .failure(error)) }
            }
        }
        free.append(database)
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
