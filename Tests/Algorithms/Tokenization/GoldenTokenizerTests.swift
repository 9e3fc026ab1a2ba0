import Foundation
import Testing
import Tokenization

@Suite struct GoldenTokenizerTests {
    static let hugging = ["gpt2", "llama3", "qwen2", "llama2", "metaspace", "metaspace_split", "metaspace_unfused"]
    static let sentencePiece = ["sp_llama", "sp_rules"]

    @Test(arguments: hugging + sentencePiece)
    func `texts become the ids that the published library gives`(name: String) throws {
        let tokenizer = try GoldenTokenizers.tokenizer(name)
        let isPiece = name.hasPrefix("sp_")
        for (text, expected) in zip(try GoldenTokenizers.texts(), try GoldenTokenizers.expected(name)) {
            if !isPiece {
                #expect(tokenizer.encode(text, specials: .recognised) == expected.ids, "\(text.debugDescription)")
            }
            #expect(tokenizer.encode(text) == expected.asText, "\(text.debugDescription)")
        }
    }

    @Test(arguments: hugging + sentencePiece)
    func `ids become the texts that the published library gives`(name: String) throws {
        let tokenizer = try GoldenTokenizers.tokenizer(name)
        for expected in try GoldenTokenizers.expected(name) {
            #expect(
                tokenizer.decode(expected.ids, specials: .written).utf8.elementsEqual(expected.written.utf8),
                "\(expected)")
            #expect(tokenizer.decode(expected.ids).utf8.elementsEqual(expected.leftOut.utf8), "\(expected)")
        }
    }

    @Test(arguments: hugging + sentencePiece)
    func `tokens stand for bytes in order, and together for the whole text where nothing is rewritten`(name: String)
        throws
    {
        let tokenizer = try GoldenTokenizers.tokenizer(name)
        for text in try GoldenTokenizers.texts() {
            let tokens = tokenizer.tokens(of: text, specials: .recognised)
            var end = 0
            for token in tokens {
                #expect(token.bytes.lowerBound >= 0 && token.bytes.upperBound <= text.utf8.count)
                #expect(token.bytes.lowerBound >= (name == "sp_rules" ? 0 : end), "\(text.debugDescription)")
                if name == "gpt2" || name == "llama3" { #expect(token.bytes.lowerBound == end) }
                end = token.bytes.upperBound
            }
            if name != "sp_rules", !tokens.isEmpty { #expect(end == text.utf8.count, "\(text.debugDescription)") }
        }
    }

    @Test(arguments: hugging + sentencePiece)
    func `a stream of tokens writes the same text as all at once, in whole characters`(name: String) throws {
        let tokenizer = try GoldenTokenizers.tokenizer(name)
        for (text, expected) in zip(try GoldenTokenizers.texts(), try GoldenTokenizers.expected(name)) {
            var decoder = StreamDecoder(tokenizer)
            var streamed = expected.ids.map { decoder.append($0) }.joined()
            if !text.contains("\u{FFFD}"), name == "gpt2" { #expect(!streamed.contains("\u{FFFD}")) }
            streamed += decoder.finish()
            #expect(streamed.utf8.elementsEqual(expected.leftOut.utf8))
        }
    }
}
