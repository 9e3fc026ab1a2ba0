import Bytes
import Testing
import Tokenization

@Suite struct HostileInputTests {
    @Test(arguments: ["gpt2", "llama3", "llama2", "metaspace_split", "sp_llama", "sp_rules"])
    func `a long run of one character takes time in proportion, and comes back`(name: String) throws {
        let tokenizer = try GoldenTokenizers.tokenizer(name)
        for unit in ["a", " ", "\n", "1", "<", "日", "'", "a "] {
            let text = String(repeating: unit, count: 1 << 14)
            let tokens = tokenizer.tokens(of: text, specials: .recognised)
            #expect(!tokens.isEmpty || unit == " ")
            #expect(tokens.allSatisfy { $0.bytes.upperBound <= text.utf8.count })
            if name == "gpt2" || name == "llama3" { #expect(tokenizer.decode(tokens.map(\.id)) == text) }
        }
    }

    @Test(arguments: ["gpt2", "llama2", "llama3", "metaspace"])
    func `no prefix of a file and no changed byte crashes the reader`(name: String) throws {
        let whole = try GoldenTokenizers.bytes(name + ".json")
        for count in stride(from: 0, to: whole.count, by: 997) {
            #expect(throws: TokenizationError.self) { try Tokenizer(tokenizerJSON: Array(whole[..<count])) }
        }
        for place in stride(from: 11, to: whole.count, by: 1499) {
            var bytes = whole
            bytes[place] ^= 1 << UInt8(place % 8)
            if let tokenizer = try? Tokenizer(tokenizerJSON: bytes) { _ = tokenizer.encode("kalove 12 é🙂 don't") }
        }
    }

    @Test func `no prefix of a SentencePiece model and no changed byte crashes the reader`() throws {
        for name in ["sp_llama.model", "sp_rules.model"] {
            let whole = try GoldenTokenizers.bytes(name)
            for count in stride(from: 0, to: whole.count, by: 61) {
                if let tokenizer = try? Tokenizer(sentencePiece: Array(whole[..<count])) {
                    _ = tokenizer.encode("kalove é🙂")
                }
            }
            for place in stride(from: 0, to: whole.count, by: 23) {
                var bytes = whole
                bytes[place] ^= 1 << UInt8(place % 8)
                if let tokenizer = try? Tokenizer(sentencePiece: bytes) {
                    _ = tokenizer.encode("kalove é🙂 x²\u{3000}ﬁ")
                }
            }
        }
    }

    @Test func `the text of others makes no special tokens`() throws {
        let tokenizer = try GoldenTokenizers.tokenizer("llama3")
        let special = try #require(tokenizer.id(of: "<|eot_id|>"))
        #expect(tokenizer.encode("a<|eot_id|>b", specials: .recognised).contains(special))
        let ids = tokenizer.encode("a<|eot_id|>b")
        #expect(!ids.contains(special))
        #expect(tokenizer.decode(ids) == "a<|eot_id|>b")
    }

    @Test func `tokens that a folder adds to a SentencePiece model are found, if the model has room for them`() throws {
        let bytes = try GoldenTokenizers.bytes("sp_llama.model")
        let size = try Tokenizer(sentencePiece: bytes).vocabularySize
        let turn = try JSON(parsing: #"{"content":"<|im_end|>","special":true,"rstrip":true}"#)
        let added = [AddedToken(id: size, description: turn)].compactMap { $0 }
        #expect(added.count == 1)
        let tokenizer = try Tokenizer(sentencePiece: bytes, added: added)
        #expect(tokenizer.encode("kalo<|im_end|>  \nve", specials: .recognised).contains(Int32(size)))
        #expect(!tokenizer.encode("kalo<|im_end|>ve").contains(Int32(size)))
        #expect(tokenizer.decode([Int32(size)], specials: .written) == "<|im_end|>")
        let full = try Tokenizer(sentencePiece: bytes, added: added, idsBelow: size)
        #expect(!full.encode("<|im_end|>", specials: .recognised).contains(Int32(size)))
        #expect(throws: TokenizationError.self) { try Tokenizer(sentencePiece: bytes, idsBelow: size - 1) }
    }

    @Test func `methods that are not there are refused by name`() {
        let unigram = #"{"model":{"type":"Unigram","vocab":[["a",0]]}}"#
        #expect(throws: TokenizationError.self) { try Tokenizer(tokenizerJSON: Array(unigram.utf8)) }
        let pattern =
            #"{"pre_tokenizer":{"type":"Split","pattern":{"Regex":"x+"},"behavior":"Isolated","invert":false},"#
            + #""model":{"type":"BPE","vocab":{"a":0},"merges":[]}}"#
        let error = #expect(throws: TokenizationError.self) { try Tokenizer(tokenizerJSON: Array(pattern.utf8)) }
        #expect(error?.description.contains("x+") == true)
        let merge = #"{"model":{"type":"BPE","vocab":{"a":0},"merges":["a b"]}}"#
        #expect(
            throws: TokenizationError.malformed(
                part: "model.merges[0]", found: "\"a\" + \"b\"", wanted: "tokens that merge to a token")
        ) {
            try Tokenizer(tokenizerJSON: Array(merge.utf8))
        }
        let far = #"{"model":{"type":"BPE","vocab":{"a":99999999999},"merges":[]}}"#
        #expect(throws: TokenizationError.self) { try Tokenizer(tokenizerJSON: Array(far.utf8)) }
    }
}
