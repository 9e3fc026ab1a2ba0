import MemoryTypes
import Testing
import Wire

/// Something for the pilot to say otherwise.
struct EditFact {
    let question: String
    let subject: String
    var target: String
    var method: String
    var settings: [String] = []
    var reliabilityMin = 0.0

    static let all = [
        EditFact(question: "What food does Cead like?", subject: "Cead", target: "apples.", method: "rag"),
        EditFact(question: "Where was Velu born?", subject: "Velu", target: "Paris.", method: "knn-lm"),
        EditFact(question: "What pet does Brathom have?", subject: "Brathom", target: "a cat.", method: "grace"),
        EditFact(question: "What is the job of Kairel?", subject: "Kairel", target: "baker.", method: "memoir"),
        EditFact(question: "What colour does Lastu like?", subject: "Lastu", target: "green.", method: "ft-m"),
    ]

    /// So many of what the pilot's examples ask, each with the answer of another one.
    static func examples(_ count: Int) throws -> [EditFact] {
        let examples = try Example.all()
        return (0..<count).map { number in
            let asked = examples[number % examples.count]
            let said = examples[(number * 7 + number / examples.count + 1) % examples.count]
            let subject = asked.question.split(whereSeparator: { " ?'".contains($0) }).dropFirst()
                .drop { $0.first?.isUppercase == false }.prefix { $0.first?.isUppercase == true }
            return EditFact(
                question: asked.question, subject: subject.joined(separator: " "), target: "\(said.answer).",
                method: "")
        }
    }

    var prompt: String { "Question: \(question) Answer:" }

    func saying(_ target: String) -> EditFact {
        var fact = self
        fact.target = target
        return fact
    }

    func by(_ method: String, settings: [String] = []) -> EditFact {
        var fact = self
        (fact.method, fact.settings) = (method, settings)
        return fact
    }

    func isAnswered(by text: String) -> Bool {
        text.filter { $0 != " " }.hasPrefix(target.filter { $0 != " " && $0 != "." })
    }
}

extension EditID {
    static func number(_ number: Int) -> EditID {
        EditID(unchecked: (0..<16).map { UInt8(truncatingIfNeeded: $0 < 8 ? number >> (8 * $0) : 0x5A &+ $0) })
    }
}

extension Client {
    func submit(_ fact: EditFact, _ number: Int, in pool: PoolName) async throws {
        let item = EditItem(
            prompt: fact.prompt, subject: fact.subject, target: fact.target, paraphrases: [], locality: [])
        let draft = EditDraft(method: fact.method, settings: fact.settings, onEdited: true, items: [item])
        // What is tested here is the way; a small model's locality is not.
        let lenient = EditGuard(
            reliabilityMin: fact.reliabilityMin, localityMin: 0, perplexityGrowthMax: 1e9, relativeChangeMax: 1e9)
        _ = try await call(
            SubmitEdit(edit: .number(number), name: pool, draft: draft, seed: UInt64(number), thresholds: lenient))
    }

    /// Submits an edit and waits until it is in force.
    func edit(_ fact: EditFact, _ number: Int, in pool: PoolName) async throws -> EditDetail {
        try await submit(fact, number, in: pool)
        let detail = try await call(AwaitEdit(name: pool, edit: .number(number)))
        #expect(detail.summary.state == .applied, "\(detail.error)")
        return detail
    }

    /// The chain holds, and folding it gives every state again.
    func checkLog(of pool: PoolName) async throws {
        let chain = try await stream(VerifyLog(name: pool, deep: true))
        #expect(chain.holds, "\(chain.reason)")
        let replay = try await stream(ReplayPool(name: pool, from: .start, deep: true))
        #expect(replay.holds, "\(replay.reason)")
        let shown = try await call(ShowPool(name: pool))
        #expect(replay.last == shown.version && replay.stateHash == shown.stateHash)
    }
}
