import Foundation
import MemoryTypes
import StoreClient
import Synchronization
import TestKit
import Wire

/// What the walks ask of an Engram, patiently: what may succeed later is asked again.
struct Client: Sendable {
    let engram: EngramClient

    init(_ machine: Machine) async throws { engram = try await machine.client() }

    /// Asks Ingest until it answers.
    func call<Asked: Request>(_ request: Asked, within limit: Duration = .seconds(120)) async throws -> Asked.Reply {
        try await patiently(limit) { () async throws(Refusal) in try await engram.call(request, within: .seconds(20)) }
    }

    func stream<Asked: StreamingRequest>(_ request: Asked, within limit: Duration = .seconds(120)) async throws
        -> Asked.Reply
    {
        try await patiently(limit) { () async throws(Refusal) in
            try await engram.stream(request, within: limit) { (_) throws(Refusal) in }
        }
    }

    private func patiently<Value>(
        _ limit: Duration, _ ask: () async throws(Refusal) -> Value
    ) async throws -> Value {
        let ends = ContinuousClock.now + limit
        var backoff = Backoff(first: .milliseconds(20), longest: .milliseconds(500))
        while true {
            do throws(Refusal) {
                return try await ask()
            } catch {
                guard error.isRetryable || error.code == .deadlinePassed, .now < ends else { throw error }
            }
            await Backoff.pause(backoff.next())
        }
    }

    /// Makes a pool of the one model there is, as soon as a worker has handed the model's own pool over.
    func createPool(_ name: PoolName, shards: Int = 1, seed: UInt64 = 1) async throws -> PoolDescription {
        var made: PoolDescription?
        try await eventually("a model is registered") {
            guard let model = try await call(ListModels()).models.first else { return false }
            do throws(Refusal) {
                made = try await engram.call(
                    CreatePool(name: name, model: "\(model.digest)", shards: shards, seed: seed, empty: false))
            } catch {
                guard error.code == .unknownModel else { throw error }
            }
            return made != nil
        }
        guard let made else { throw TestKitError("there is no pool \(name)") }
        return made
    }

    func push(_ text: String, as document: DocumentID, to pool: PoolName) async throws -> DocumentAccepted {
        try await call(PushDocument(document: document, pool: pool, text: text, metadata: "", source: ""))
    }

    /// Waits until a document is absorbed.
    func absorbed(_ document: DocumentID, within limit: Duration = .seconds(120)) async throws -> DocumentStatus {
        let status = try await call(AwaitDocument(document: document), within: limit)
        guard status.state == .absorbed else {
            throw TestKitError("document \(document) is \(status.state): \(status.error)")
        }
        return status
    }

    /// An answer, and the text of it.
    func ask(
        _ question: String, pool: PoolReference?, useMemory: Bool = true, seed: UInt64 = 1, temperature: Float = 0,
        limit: Int = 24, onToken: @escaping @Sendable (Token) async -> Void = { _ in }
    ) async throws -> (text: String, done: Done) {
        let query = Ask(
            pool: pool, useMemory: useMemory, prompt: "Question: \(question) Answer:", messages: [], plain: true,
            sampling: Sampling(temperature: temperature, topK: 0, topP: 1, repetitionPenalty: 1, seed: seed),
            newTokensMax: limit, stop: [], wantsDocuments: false)
        let text = Mutex("")
        let done = try await patiently(.seconds(60)) { () async throws(Refusal) in
            text.withLock { $0 = "" }
            return try await engram.ask(query, within: .seconds(30)) { (token) async throws(Refusal) in
                text.withLock { $0 += token.text }
                await onToken(token)
            }
        }
        return (text.withLock { $0 }, done)
    }
}

extension Machine {
    static let people = PoolName(unchecked: "people")

    /// A machine with one worker of each kind, whose pool `people` has read the first examples.
    static func people(_ count: Int) async throws -> (
        machine: Machine, client: Client, examples: [Example], last: PoolVersion
    ) {
        let machine = try Machine()
        try await machine.start(updateWorkers: 1, generationWorkers: 1)
        let client = try await Client(machine)
        _ = try await client.createPool(people)
        let examples = Array(try Example.all().prefix(count))
        var last = PoolVersion(0)
        for (number, example) in examples.enumerated() {
            let document = try DocumentID.number(number)
            _ = try await client.push(example.document, as: document, to: people)
            last = try await client.absorbed(document).lastVersion ?? last
        }
        return (machine, client, examples, last)
    }
}

/// The pilot's examples.
struct Example: Decodable, Sendable {
    let document: String
    let question: String
    let answer: String
    let after: String

    static func all() throws -> [Example] {
        try JSONDecoder().decode(
            [Example].self, from: Data(contentsOf: Programs.model.appending(path: "examples.json")))
    }

    /// Whether an answer says what the model says after the document; spaces aside, which its tokenizer adds.
    func isAnswered(by text: String) -> Bool { Self.plain(text) == Self.plain(after) }

    private static func plain(_ text: String) -> String { text.filter { $0 != " " } }
}

extension DocumentID {
    /// The identifier that stands for a number.
    static func number(_ number: Int) throws -> DocumentID {
        let bytes = (0..<16).map { UInt8(truncatingIfNeeded: $0 < 8 ? number >> (8 * $0) : 0x5A &+ $0) }
        guard let id = DocumentID(bytes: bytes) else { throw TestKitError("16 bytes are an identifier") }
        return id
    }
}
