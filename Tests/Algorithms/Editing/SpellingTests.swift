import Editing
import Files
import Foundation
import TestKit
import Testing
import Tokenization

@Suite("Requests in the tokens of published tokenizers")
struct SpellingTests {
    private func tokenizer(_ name: String) throws -> Tokenizer {
        let tests = TestFiles.root.appending(path: "Tests")
        let bytes = try readFile("\(tests.path)/Golden/tokenization/\(name)", bytesMax: 1 << 24)
        return name.hasSuffix(".model")
            ? try Tokenizer(sentencePiece: bytes) : try Tokenizer(tokenizerJSON: bytes)
    }

    @Test(
        "prompt and target together are spelt as the whole text is, and the subject's tokens end with its last letter",
        arguments: ["gpt2.json", "llama2.json", "llama3.json", "qwen2.json", "sp_llama.model"])
    func whole(name: String) throws {
        let tokenizer = try tokenizer(name)
        func encode(_ text: String) -> [Int32] { tokenizer.encode(text) }
        let (prompt, subject, target) = ("The mother tongue of Danielle Darrieux is", "Danielle Darrieux", "English")
        let request = try EditRequest(prompt: prompt, subject: subject, target: target, encode: encode)
        #expect(request.prompt.tokens + request.target == encode("\(prompt) \(target)"))
        #expect(encode(".") + request.continuation.tokens == encode(". \(prompt)"))
        for place in [request.prompt, request.continuation] {
            let range = try #require(place.subject)
            #expect(tokenizer.decode(Array(place.tokens[..<range.upperBound])).hasSuffix(subject))
            let last = tokenizer.decode(Array(place.tokens[range.lowerBound..<range.upperBound]))
            #expect(last.trimmingCharacters(in: .whitespaces) == subject)
        }
        let essence = try #require(request.essence)
        #expect(tokenizer.decode(essence.tokens).trimmingCharacters(in: .whitespaces) == "\(subject) is a")
    }
}
