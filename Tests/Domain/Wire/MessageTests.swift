import Bytes
import MemoryTypes
import Testing
import Wire

/// Makes one example of a type that is known only at run time.
private func example<Value: Message & Sampled>(of type: Value.Type, seed: UInt64) -> Value {
    var random = Random(seed: seed)
    return Value.sample(&random)
}

@Suite("Every message")
struct MessageTests {
    private static let seeds: [UInt64] = Array(1...12)

    @Test("is read as it was written", arguments: seeds) func roundTrip(seed: UInt64) throws {
        func check<Value: Message & Sampled>(_ type: Value.Type) throws {
            let value = example(of: type, seed: seed)
            #expect(try Value(decoding: value.encoded) == value, "\(type)")
        }
        for type in allMessages { try check(type) }
    }

    @Test("is refused when its end is missing, wherever it was cut", arguments: seeds) func prefixes(seed: UInt64) {
        func check<Value: Message & Sampled>(_ type: Value.Type) {
            let bytes = example(of: type, seed: seed).encoded
            for count in 0..<bytes.count {
                var reader = ByteReader(Array(bytes[..<count]))
                #expect(throws: BytesError.self, "\(type) cut at \(count)") { try Value(from: &reader) }
            }
        }
        for type in allMessages { check(type) }
    }

    @Test("is read by a program that does not know fields added at its end") func furtherFields() throws {
        func check<Value: Message & Sampled>(_ type: Value.Type) throws {
            let value = example(of: type, seed: 5)
            var reader = ByteReader(value.encoded + [1, 2, 3])
            #expect(try Value(from: &reader) == value)
        }
        for type in allMessages { try check(type) }
    }

    @Test("has a kind of its own, and every kind has a message") func kinds() {
        let kinds = allMessages.map { $0.kind }
        #expect(Set(kinds).count == kinds.count)
        #expect(Set(kinds) == Set(MessageKind.allCases))
    }

    @Test("survives bytes of chance: it is read or refused, and never more is taken than is there", arguments: seeds)
    func noise(seed: UInt64) {
        var random = Random(seed: seed)
        func check<Value: Message & Sampled>(_ type: Value.Type) {
            for _ in 0..<20 {
                var reader = ByteReader(random.bytes(0...200))
                guard let value = try? Value(from: &reader) else { continue }
                #expect(value.encoded.count <= 200)
            }
        }
        for type in allMessages { check(type) }
    }
}

@Suite("What the form of a message cannot say is checked")
struct ValidationTests {
    private func code(of message: some Message) -> RefusalCode? {
        do throws(Refusal) {
            try message.validate()
            return nil
        } catch {
            return error.code
        }
    }

    private func push(_ text: String) -> PushDocument {
        PushDocument(
            document: DocumentID(bytes: [UInt8](repeating: 1, count: 16))!, pool: PoolName("p")!, text: text,
            metadata: "",
            source: "")
    }

    private func ask(_ prompt: String, messages: [ChatMessage] = [], tokens: Int = 8, temperature: Float = 0) -> Ask {
        Ask(
            pool: nil, useMemory: false, prompt: prompt, messages: messages, plain: false,
            sampling: Sampling(temperature: temperature, topK: 0, topP: 1, repetitionPenalty: 1), newTokensMax: tokens,
            stop: [], wantsDocuments: false)
    }

    @Test("a document without text is refused by its own number", arguments: ["", "  ", "\n\t"])
    func emptyDocument(text: String) {
        #expect(code(of: push(text)) == .emptyDocument)
        #expect(code(of: push(text + "a")) == nil)
    }

    @Test("limits of zero and below are refused", arguments: [-1, 0, 65537]) func limits(tokens: Int) {
        #expect(code(of: ask("hello", tokens: tokens)) == .invalidLimit)
        #expect(code(of: ListPools(limit: -1)) == .invalidLimit)
        #expect(code(of: ListPools(limit: 1000)) == nil)
    }

    @Test("a query has a prompt or messages") func prompts() {
        let turn = ChatMessage(role: .user, content: "hello")
        #expect(code(of: ask("")) == .promptEmpty)
        #expect(code(of: ask("hello", messages: [turn])) == .malformedPayload)
        #expect(code(of: ask("", messages: [turn])) == nil)
        #expect(code(of: ask("hello", temperature: .nan)) == .malformedPayload)
    }

    @Test("a query for facts gives at least one side") func facts() {
        #expect(code(of: QueryTriples(name: PoolName("p")!, limit: 5)) == .tripleInvalid)
        #expect(code(of: QueryTriples(name: PoolName("p")!, object: "o", limit: 5)) == nil)
    }
}
