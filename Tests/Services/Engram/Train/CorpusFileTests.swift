import Engram
import Foundation
import Testing

@Suite("Texts that a tokenizer is learnt from")
struct CorpusFileTests {
    private func read(_ text: String, name: String = "a.txt") throws -> (texts: [String], warnings: [String]) {
        try read(Data(text.utf8), name: name)
    }

    private func read(_ data: Data, name: String) throws -> (texts: [String], warnings: [String]) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "corpus-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: name)
        try data.write(to: file)
        let corpus = try CorpusFile(path: file.path, field: "text")
        #expect(corpus.bytes == data.count)
        var texts: [String] = [], warnings: [String] = [], last = 0
        try corpus.forEachText(warn: { warnings.append($0) }) { text, done in
            #expect(done >= last && done <= data.count)
            (texts, last) = (texts + [text], done)
        }
        return (texts, warnings)
    }

    private func refusal(_ data: Data, name: String) -> Failure? {
        #expect(throws: Failure.self) { try read(data, name: name) }
    }

    @Test("plain text comes as a whole, or in pieces cut between words that are together the whole")
    func plain() throws {
        #expect(try read("one\n\ntwo").texts == ["one\n\ntwo"])
        #expect(try read("").texts.isEmpty)
        let sentences = String(repeating: " Zwölf Boxkämpfer.", count: 40)
        let long = (0..<3000).map { "\($0)\(sentences)\n" + ($0 % 3 == 0 ? "\n" : "") }.joined()
        let pieces = try read(long).texts
        #expect(pieces.count > 1 && pieces.joined() == long)
        for piece in pieces.dropLast() {
            #expect(piece.utf8.count >= CorpusFile.pieceBytesMin && piece.hasSuffix(".\n"))
        }
    }

    @Test("lines of JSON give their texts; one without is left out with its line, ten in a row end it")
    func lines() throws {
        let (texts, warnings) = try read(
            "{\"text\": \"a\\nb\"}\n\n{\"title\": 1}\n[]\n{\"text\": \"c\"}", name: "a.jsonl")
        #expect(texts == ["a\nb", "c"])
        #expect(warnings.count == 2 && warnings[0].contains("a.jsonl:3 ") && warnings[1].contains("a.jsonl:4 "))
        let bad = refusal(Data(String(repeating: "{}\n", count: 11).utf8), name: "b.jsonl")
        #expect(bad?.status == .data && bad?.sentence.contains("b.jsonl:10 ") == true)
    }

    @Test("what is not UTF-8, too long or not there is refused with its place")
    func refused() throws {
        let latin = refusal(Data("fine\nalso\nna\u{EF}ve".unicodeScalars.map { UInt8($0.value) }), name: "l.txt")
        #expect(latin?.sentence.contains("l.txt:3 ") == true)
        let long = refusal(Data(repeating: 0x61, count: CorpusFile.pieceBytesMax + 1), name: "x.txt")
        #expect(long?.sentence.contains("x.txt:1 ") == true)
        #expect(throws: Failure.self) { try CorpusFile(path: "/nonexistent/a.txt", field: "text") }
    }
}
