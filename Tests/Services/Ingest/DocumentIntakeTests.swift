import Ingest
import MemoryTypes
import ServiceKit
import ServiceTestKit
import StoreClient
import Synchronization
import Testing
import Wire

@Suite("Ingest: documents on their way to the store")
struct DocumentIntakeTests {
    static let pool = PoolName(unchecked: "people")

    func push(_ number: Int) throws -> PushDocument {
        let id = try #require(DocumentID(bytes: (0..<16).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }))
        return PushDocument(document: id, pool: Self.pool, text: "text \(number)", metadata: "", source: "")
    }

    static func accepted(_ draft: DocumentDraft) -> AppendOutcome {
        .accepted(
            DocumentAccepted(
                document: draft.push.document, job: JobID(1), pool: PoolID(1), shard: 0, first: true, queueDepth: 0,
                shardTokens: 720, updateTokens: 24))
    }

    static func answer(_ request: any Message) throws(Refusal) -> any Message {
        guard let append = request as? AppendDocuments else { throw Refusal(.unexpectedKind) }
        return DocumentsAppended(outcomes: append.drafts.map(accepted))
    }

    @Test("every document of many clients gets its own answer, in few appends")
    func many() async throws {
        let store = FakeStore { request throws(Refusal) in try Self.answer(request) }
        let intake = DocumentIntake(store: store)
        let deadline = ContinuousClock.now + .seconds(600)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<500 {
                let push = try push(number)
                group.addTask {
                    try await intake.take(push, of: .local, deadline: deadline).document == push.document
                }
            }
            for try await isOwn in group { #expect(isOwn) }
        }
        let appends = store.requests(AppendDocuments.self)
        #expect(appends.reduce(0) { $0 + $1.drafts.count } == 500)
        #expect(appends.count < 500)
    }

    @Test("a document the store refuses does not touch the others of its batch")
    func refused() async throws {
        let bad = try push(1)
        let store = FakeStore { request throws(Refusal) in
            guard let append = request as? AppendDocuments else { throw Refusal(.unexpectedKind) }
            return DocumentsAppended(
                outcomes: append.drafts.map { $0.push == bad ? .refused(Refusal(.unknownPool)) : Self.accepted($0) })
        }
        let intake = DocumentIntake(store: store)
        let deadline = ContinuousClock.now + .seconds(600)
        async let good = intake.take(try push(2), of: .local, deadline: deadline)
        await #expect(throws: Refusal(.unknownPool)) { try await intake.take(bad, of: .local, deadline: deadline) }
        #expect(try await good.first)
    }

    @Test("each document names the key it was pushed with") func actors() async throws {
        let store = FakeStore { request throws(Refusal) in try Self.answer(request) }
        let intake = DocumentIntake(store: store)
        for key in [3, 5] as [UInt64] {
            let caller = Caller(tenant: .default, scopes: .write, key: key, limits: Caller.local.limits)
            _ = try await intake.take(try push(Int(key)), of: caller, deadline: .now + .seconds(600))
        }
        let drafts = store.requests(AppendDocuments.self).flatMap(\.drafts)
        #expect(drafts.map(\.actor) == [3, 5])
        #expect(try drafts.map(\.push) == [push(3), push(5)])
    }

    @Test("a store that restarts costs time, not the document")
    func restarts() async throws {
        let failures = Mutex(3)
        let store = FakeStore { request throws(Refusal) in
            let fails = failures.withLock { left in
                left -= 1
                return left >= 0
            }
            if fails { throw Refusal(.storeUnavailable) }
            return try Self.answer(request)
        }
        let intake = DocumentIntake(store: store)
        let accepted = try await intake.take(try push(1), of: .local, deadline: .now + .seconds(600))
        #expect(accepted.first)
        #expect(store.requests(AppendDocuments.self).count == 4)
    }

    @Test("when the deadline passes the client is told why, and the place is free again")
    func deadline() async throws {
        let store = FakeStore { _ throws(Refusal) in throw Refusal(.storeUnavailable) }
        let intake = DocumentIntake(store: store)
        let refusal = await #expect(throws: Refusal.self) {
            try await intake.take(try push(1), of: .local, deadline: .now + .milliseconds(60))
        }
        // On a busy machine the time may be over before the first try.
        #expect([.storeUnavailable, .deadlinePassed].contains(refusal?.code))
        #expect(intake.waitingCount == 0)
    }

    @Test("a full intake refuses and says when to come back")
    func full() async throws {
        let (asked, ask) = AsyncStream<Void>.makeStream()
        let (gate, open) = AsyncStream<Void>.makeStream()
        let store = FakeStore { request async throws(Refusal) in
            ask.yield()
            for await _ in gate { break }
            return try Self.answer(request)
        }
        let intake = DocumentIntake(
            store: store, limits: .init(batchDocumentsMax: 1, batchesInFlightMax: 1, waitingDocumentsMax: 1))
        let deadline = ContinuousClock.now + .seconds(600)
        let pushes = try (0..<3).map(push)
        async let first = intake.take(pushes[0], of: .local, deadline: deadline)
        for await _ in asked { break }
        try intake.take(pushes[1], of: .local, deadline: deadline, answer: Answer { _ in })
        let refusal = await #expect(throws: Refusal.self) {
            try await intake.take(pushes[2], of: .local, deadline: deadline)
        }
        #expect(refusal?.code == .queueFull && refusal?.retryAfterMilliseconds == 200)
        open.finish()
        #expect(try await first.first)
    }

    @Test("a document that nobody waits for any more is not sent")
    func unwanted() async throws {
        let store = FakeStore { request throws(Refusal) in try Self.answer(request) }
        let intake = DocumentIntake(store: store, limits: .init(batchesInFlightMax: 1))
        let deadline = ContinuousClock.now + .seconds(600)
        try intake.take(
            try push(1), of: .local, deadline: deadline,
            answer: Answer(isWanted: { false }) { _ in Issue.record("nobody waits") })
        #expect(try await intake.take(try push(2), of: .local, deadline: deadline).first)
        #expect(store.requests(AppendDocuments.self).flatMap(\.drafts).map(\.push) == [try push(2)])
    }
}

extension DocumentIntake {
    /// The answer, waited for.
    fileprivate func take(
        _ push: PushDocument, of caller: Caller, deadline: Instant
    ) async throws(Refusal) -> DocumentAccepted {
        let result = await withCheckedContinuation { continuation in
            do throws(Refusal) {
                try take(push, of: caller, deadline: deadline, answer: Answer { continuation.resume(returning: $0) })
            } catch { continuation.resume(returning: .failure(error)) }
        }
        return try result.get()
    }
}
