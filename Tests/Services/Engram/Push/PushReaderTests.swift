import Engram
import Foundation
import MemoryTypes
import Testing

@Suite("Push: what is found, and under which identifier")
struct PushReaderTests {
    private let pool = PoolName(unchecked: "people")

    @Test("the same text from the same place into the same pool is one document; anything else is another")
    func identifiers() {
        let first = input("a", source: "x")
        #expect(first.document == input("a", source: "x").document)
        #expect(first.document != input("b", source: "x").document)
        #expect(first.document != input("a", source: "y").document)
        let elsewhere = PushInput(
            document: nil, pool: PoolName(unchecked: "other"), text: "a", metadata: "", source: "x")
        #expect(first.document != elsewhere.document)
    }

    @Test("parts that run into each other do not make the same identifier")
    func boundaries() {
        #expect(input("bc", source: "a").document != input("c", source: "ab").document)
    }

    @Test("lines of JSON may name text, id, pool, source and metadata; blank lines are left out")
    func lines() throws {
        let id = String(repeating: "0f", count: 16)
        let text = """
            {"text": "a", "question": "ignored"}

            {"text": "b", "id": "\(id)", "pool": "other", "source": "s", "metadata": {"k": 1}}
            """
        let found = try reader(lines: true).inputs(in: Data(text.utf8), named: "f", isLines: true)
        #expect(found.map(\.text) == ["a", "b"])
        #expect(found[0].source == "f:1")
        #expect(found[1].document.description == id)
        #expect(found[1].pool.text == "other")
        #expect(found[1].metadata == "{\"k\":1}")
    }

    @Test(
        "what cannot be pushed is refused with its place",
        arguments: [
            ("{\"txt\": \"a\"}", "f:1"), ("{\"text\": \"  \"}", "f:1"), ("{\"text\": \"a\", \"id\": \"12\"}", "f:1"),
            ("{\"text\": \"a\"}\n{\"text\": \"b\", \"pool\": \"Upper\"}", "f:2"),
        ])
    func refusals(text: String, place: String) throws {
        let failure = #expect(throws: Failure.self) {
            try reader(lines: true).inputs(in: Data(text.utf8), named: "f", isLines: true)
        }
        #expect(failure?.status == .data)
        #expect(failure?.sentence.hasPrefix(place) == true)
    }

    @Test("bytes that are not UTF-8 are refused")
    func encoding() {
        #expect(throws: Failure.self) {
            try reader(lines: false).inputs(in: Data([0xFF, 0xFE]), named: "f", isLines: false)
        }
    }

    @Test("a folder gives the documents below it, in the order of their names, and nothing else")
    func folders() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "engram-push-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder.appending(path: "sub"), withIntermediateDirectories: true)
        for (name, text) in [("b.md", "2"), ("a.txt", "1"), ("sub/c.jsonl", "{\"text\": \"3\"}"), ("d.bin", "4")] {
            try Data(text.utf8).write(to: folder.appending(path: name))
        }
        let found = try reader(lines: false).inputs(at: folder.path) { Data() }
        #expect(found.map(\.text) == ["1", "2", "3"])
    }

    @Test("a path that is not there is told")
    func missing() {
        let failure = #expect(throws: Failure.self) { try reader(lines: false).inputs(at: "/no/such") { Data() } }
        #expect(failure?.status == .noInput)
    }

    private func input(_ text: String, source: String) -> PushInput {
        PushInput(document: nil, pool: pool, text: text, metadata: "", source: source)
    }

    private func reader(lines: Bool) -> PushReader { PushReader(pool: pool, jsonLines: lines) }
}
