import Engram
import MemoryTypes
import Testing
import Wire

/// Answers every question alike, and knows some documents.
private struct Talk: Conversation {
    let documents: [AttendedDocument]
    let show: @Sendable (DocumentID) throws -> DocumentStatus

    func call<Asked: Request>(_ request: Asked, within limit: Duration) async throws -> Asked.Reply {
        guard let asked = request as? ShowDocument, let reply = try show(asked.document) as? Asked.Reply else {
            throw Refusal(.unexpectedKind)
        }
        return reply
    }

    func stream<Asked: StreamingRequest>(
        _ request: Asked, within limit: Duration, onPart: (Asked.Part) async -> Void
    ) async throws -> Asked.Reply { throw Refusal(.unexpectedKind) }

    func ask(_ query: Ask, within limit: Duration, onToken: (Token) async -> Void) async throws -> Done {
        Done(
            reason: .endOfText, promptTokens: 9, memoryTokens: 720, newTokens: 1, model: ModelDigest(of: [1]), seed: 1,
            timings: AnswerTimings(queue: 0, prefill: 0, decode: 0, total: 0), documents: documents)
    }

    func close() async {}
}

@Suite("What an answer was read from")
struct AttendedTests {
    private func document(_ byte: UInt8) throws -> DocumentID {
        try #require(DocumentID(bytes: [UInt8](repeating: byte, count: 16)))
    }

    private func status(
        _ document: DocumentID, _ state: DocumentState = .absorbed, source: String = "notes.jsonl:1"
    ) -> DocumentStatus {
        DocumentStatus(
            document: document, pool: PoolName(unchecked: "people"), job: JobID(1), shard: 0, state: state, pieces: 1,
            piecesDone: 1, age: 1, survival: 0.967, pinned: false, textBytes: 9, textDigest: BlobDigest(of: [2]),
            received: Timestamp(microseconds: 0), metadata: "", source: source, error: "")
    }

    private func lines(
        _ documents: [DocumentID], show: @escaping @Sendable (DocumentID) throws -> DocumentStatus
    ) async throws -> [String] {
        let attended = documents.map { AttendedDocument(document: $0, mass: 0.62) }
        let asker = Asker(conversation: Talk(documents: attended, show: show), limit: .seconds(1))
        let question = Ask(
            pool: nil, useMemory: true, prompt: "?", messages: [], plain: true,
            sampling: Sampling(temperature: 0, topK: 0, topP: 1, repetitionPenalty: 1, seed: nil), newTokensMax: 1,
            stop: [], wantsDocuments: true)
        return try await asker.ask(question) { _ in }.documents.map(\.line)
    }

    @Test("a document's line has its source, its share, its age and what should be left, and says what it is not")
    func known() async throws {
        let lines = try await lines([try document(0x70)]) { status($0) }
        #expect(lines == [
            "from  707070707070  notes.jsonl:1   62 % of the attention on memory   age 1   97 % expected left"
                + "   (attention, not proof)",
        ])
    }

    @Test("documents that were forgotten, or are not known any more, are named all the same")
    func gone() async throws {
        let (purged, known) = (try document(1), try document(2))
        let lines = try await lines([purged, try document(3), known]) { document in
            guard document == purged || document == known else { throw Refusal(.unknownDocument) }
            return status(document, document == purged ? .purged : .absorbed, source: "")
        }
        let end = "62 % of the attention on memory   forgotten since   (attention, not proof)"
        #expect(lines.prefix(2) == ["from  010101010101   \(end)", "from  030303030303   \(end)"])
        #expect(lines.last?.contains("age 1") == true)
    }

    @Test("a store that cannot be asked takes no answer away")
    func unreachable() async throws {
        let lines = try await lines([try document(1), try document(2)]) { _ in throw Refusal(.storeUnavailable) }
        #expect(lines.count == 2 && lines.allSatisfy { $0.contains("age not known") })
    }
}
