internal import MemoryTypes
internal import Synchronization
internal import Wire

/// Finds a generation worker, asks it, and finds out what the answer was made from.
struct Asker: Sendable {
    let conversation: any Conversation
    let limit: Duration

    /// Documents that are looked up for their age.
    private static let documentsMax = 3

    func ask(_ request: Ask, onText: (String) async -> Void) async throws -> AnswerReport {
        let text = Mutex("")
        let done = try await conversation.ask(request, within: limit) { token in
            text.withLock { $0 += token.text }
            await onText(token.text)
        }
        return AnswerReport(request, text.withLock { $0 }, done, documents: try await attended(done))
    }

    /// What is known of the documents that had the most attention; a document that is gone by now is left out.
    private func attended(_ done: Done) async throws -> [AttendedReport] {
        var found: [AttendedReport] = []
        for document in done.documents.prefix(Self.documentsMax) {
            do {
                let status = try await conversation.call(ShowDocument(document: document.document))
                found.append(AttendedReport(status, mass: document.mass))
            } catch let refusal as Refusal where refusal.code == .unknownDocument {
                continue
            }
        }
        return found
    }
}
