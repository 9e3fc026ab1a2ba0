internal import MemoryTypes
internal import Wire

/// An answer, and enough to ask again and get the same.
package struct AnswerReport: Encodable, Sendable {
    let answer, reason, model: String
    let pool: String?
    let useMemory: Bool
    let version, position: UInt64?
    let stateHash: String?
    let promptTokens, memoryTokens, newTokens: UInt32
    let seed, queueMicroseconds, prefillMicroseconds, decodeMicroseconds, totalMicroseconds: UInt64
    package let documents: [AttendedReport]

    init(_ request: Ask, _ text: String, _ done: Done, documents: [AttendedReport]) {
        answer = text
        reason = "\(done.reason)"
        model = done.model.description
        pool = request.pool?.name.text
        useMemory = request.useMemory && request.pool != nil
        version = done.poolVersion?.value
        position = done.position?.value
        stateHash = done.stateHash?.description
        promptTokens = done.promptTokens
        memoryTokens = done.memoryTokens
        newTokens = done.newTokens
        seed = done.seed
        queueMicroseconds = done.timings.queue
        prefillMicroseconds = done.timings.prefill
        decodeMicroseconds = done.timings.decode
        totalMicroseconds = done.timings.total
        self.documents = documents
    }

    /// What the answer was made from, on the diagnostics.
    func writeSource(to terminal: Terminal) {
        var parts: [String] = []
        if let pool, let version { parts.append("\(pool)@\(version)") }
        if let position { parts.append("log position \(position)") }
        if !useMemory { parts.append("no memory") }
        parts.append("\(newTokens) tokens in \(Amounts.milliseconds(totalMicroseconds / 1000))")
        parts.append("seed \(seed)")
        if reason != "\(FinishReason.endOfText)" { parts.append("ended by \(reason)") }
        terminal.note(terminal.styled("[" + parts.joined(separator: ", ") + "]", .dim))
        for document in documents { terminal.note("  " + document.line) }
    }
}
