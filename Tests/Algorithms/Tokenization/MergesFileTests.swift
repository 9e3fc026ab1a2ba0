import Bytes
import Testing
import Tokenization

@Suite struct MergesFileTests {
    /// The vocabulary and the merges of a `tokenizer.json`, as a folder holds them in two files.
    private func files() throws -> (vocabulary: [UInt8], merges: [UInt8], added: [AddedToken]) {
        let json = try GoldenTokenizers.json("gpt2.json")
        let merges = (json["model"]?["merges"]?.array ?? []).map { pair in
            (pair.array ?? []).compactMap(\.string).joined(separator: " ")
        }
        let added = (json["added_tokens"]?.array ?? []).compactMap { entry in
            entry["id"]?.integer.flatMap { AddedToken(id: $0, description: entry) }
        }
        let text = "#version: 0.2\n" + merges.joined(separator: "\n") + "\n"
        return (try #require(json["model"]?["vocab"]).encoded, Array(text.utf8), added)
    }

    @Test func `vocab json and merges txt give the ids that tokenizer json gives`() throws {
        let (vocabulary, merges, added) = try files()
        let tokenizer = try Tokenizer(vocabulary: vocabulary, merges: merges, added: added)
        let same = try GoldenTokenizers.tokenizer("gpt2")
        for text in try GoldenTokenizers.texts() {
            for specials in [SpecialTokens.recognised, .asText] {
                let ids = tokenizer.encode(text, specials: specials)
                #expect(ids == same.encode(text, specials: specials), "\(text.debugDescription)")
                #expect(tokenizer.decode(ids, specials: .written) == same.decode(ids, specials: .written))
            }
        }
    }

    @Test func `the token that ends a text is known without being named, and a space goes in front if asked`() throws {
        let (vocabulary, merges, _) = try files()
        let tokenizer = try Tokenizer(vocabulary: vocabulary, merges: merges)
        #expect(tokenizer.encode("<|endoftext|>", specials: .recognised) == [0])
        #expect(tokenizer.isSpecial(0))
        let prefixing = try Tokenizer(vocabulary: vocabulary, merges: merges, prefixesSpace: true)
        #expect(prefixing.encode("and") == tokenizer.encode(" and"))
    }

    @Test func `damaged files are refused`() throws {
        let (vocabulary, merges, _) = try files()
        for (vocabulary, merges) in [
            ([], merges), (Array("[1]".utf8), merges), (vocabulary, Array("#version: 0.2\na b c\n".utf8)),
            (vocabulary, Array("zz qq\n".utf8)),
        ] {
            #expect(throws: TokenizationError.self) { try Tokenizer(vocabulary: vocabulary, merges: merges) }
        }
    }
}
