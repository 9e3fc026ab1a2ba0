internal import MemoryTypes
internal import Synchronization
package import Wire

/// Finds a generation worker, asks it, and finds out what the answer was made from.
package struct Asker: Sendable {
    private let conversation: any Conversation
    private let limit: Duration

    /// How long a document that was looked at is looked up.
    private static var lookupPatience: Duration { .seconds(3) }

    package init(conversation: any Conversation, limit: Duration) {
        self.conversation = conversation
        self.limit = limit
    }

    package func ask(_ request: Ask, onText: (String) async -> Void) async throws -> AnswerReport {
        let text = Mutex("")
        let done = try await conversation.ask(request, within: limit) { token in
            text.withLock { $0 += token.text }
            await onText(token.text)
        }
        return AnswerReport(request, text.withLock { $0 }, done, documents: try await attended(done))
    }

    /// What is known of the documents that had the most attention.
    ///
    /// The answer has been given: it stays good if a document is gone by now, or if the store cannot be asked.
    private func attended(_ done: Done) async throws -> [AttendedReport] {
        var found: [AttendedReport] = []
        var canAsk = true
        for attended in done.documents {
            guard canAsk else {
                found.append(AttendedReport(attended, isGone: false))
                continue
            }
            do {
                let status = try await conversation.call(
                    ShowDocument(document: attended.document), within: Self.lookupPatience)
                found.append(AttendedReport(attended, status))
            } catch let refusal as Refusal {
                canAsk = refusal.code == .unknownDocument
                found.append(AttendedReport(attended, isGone: canAsk))
            }
        }
        return found
    }
}
