import Testing
import Tokenization

@Suite struct SentenceEndTests {
    /// The sentences of a text, without the white space between them.
    private func sentences(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        var start = 0
        return SentenceEnds.byteOffsets(in: text).map { end in
            defer { start = end }
            return String(decoding: bytes[start..<end].drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D }, as: UTF8.self)
        }
    }

    @Test(arguments: [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("He said \"Go.\" Then (quietly!) he went.", ["He said \"Go.\"", "Then (quietly!) he went."]),
        (
            "Dr. Smith met J. Bach at 3.14 p.m. on Jan. 5. It was e.g. cold.",
            ["Dr. Smith met J. Bach at 3.14 p.m. on Jan. 5.", "It was e.g. cold."]
        ),
        ("What?! Really... yes… No.", ["What?!", "Really... yes…", "No."]),
        ("Title\n\nFirst line\r\nsecond line.\n\n", ["Title", "First line", "second line."]),
        ("今日は。明日！", ["今日は。", "明日！"]),
        ("see example.com. and go", ["see example.com. and go"]),
        ("", []), (" \n ", []), (".", ["."]), ("a", ["a"]),
        ("on April  6 . He is", ["on April  6 .", "He is"]),
    ])
    func `sentences end where a reader would say so`(text: String, expected: [String]) {
        #expect(sentences(text) == expected)
    }

    @Test func `a token ends a sentence if nothing but white space of it lies behind`() throws {
        let tokenizer = try GoldenTokenizers.tokenizer("gpt2")
        let text = "kalo ve. The ing!\n\nshan"
        let tokens = tokenizer.tokens(of: text)
        let flags = SentenceEnds.flags(in: text, tokens: tokens)
        let ends = zip(tokens, flags).filter(\.1).map { tokenizer.decode([$0.0.id]) }
        #expect(ends == [".", "!", tokenizer.decode([tokens[tokens.count - 1].id])])
    }

    @Test func `a megabyte of line ends or full stops takes no long time`() {
        let count = 1 << 18
        #expect(SentenceEnds.byteOffsets(in: String(repeating: "\n", count: count)).isEmpty)
        #expect(SentenceEnds.byteOffsets(in: String(repeating: ".", count: count)) == [count])
        #expect(SentenceEnds.byteOffsets(in: String(repeating: ". ", count: count / 2)).count == count / 2)
    }
}
