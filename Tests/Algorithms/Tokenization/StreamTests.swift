import Testing
import Tokenization

@Suite struct StreamTests {
    @Test func `a character in several tokens comes out whole, with its last token`() throws {
        let tokenizer = try GoldenTokenizers.tokenizer("gpt2")
        let ids = tokenizer.encode("𝒳")
        #expect(ids.count == 4)
        var decoder = StreamDecoder(tokenizer)
        #expect(ids.map { decoder.append($0) } == ["", "", "", "𝒳"])
        #expect(decoder.finish() == "")
    }

    @Test func `a character that never becomes whole is replaced when something else follows, or at the end`() throws {
        let tokenizer = try GoldenTokenizers.tokenizer("gpt2")
        let ids = Array(tokenizer.encode("𝒳").prefix(2))
        var decoder = StreamDecoder(tokenizer)
        #expect((ids + tokenizer.encode("a")).map { decoder.append($0) } == ["", "", "\u{FFFD}a"])
        #expect(ids.map { decoder.append($0) } == ["", ""])
        #expect(decoder.finish() == "\u{FFFD}")
        #expect(decoder.finish() == "")
    }

    @Test func `what no byte can make whole is not waited for`() throws {
        let tokenizer = try GoldenTokenizers.tokenizer("gpt2")
        for (first, second) in [(0xE0, 0x80), (0xED, 0xA0), (0xF0, 0x80), (0xF4, 0x90), (0xE2, 0x41)] {
            var decoder = StreamDecoder(tokenizer)
            #expect(decoder.append(try #require(tokenizer.id(of: Self.alphabet[first]))) == "")
            #expect(
                !decoder.append(try #require(tokenizer.id(of: Self.alphabet[second]))).isEmpty, "\(first) \(second)")
            #expect(decoder.finish() == "")
        }
    }

    @Test func `every order of bytes decodes as all at once`() throws {
        let tokenizer = try GoldenTokenizers.tokenizer("gpt2")
        let bytes: [UInt8] = [
            0x41, 0xC3, 0xA9, 0xE2, 0x82, 0xAC, 0xF0, 0x9F, 0x99, 0x82, 0x80, 0xED, 0xA0, 0x80, 0xF5, 0xC0, 0xE0, 0x80,
            0xF4, 0x90, 0xC3,
        ]
        let single = try (0..<256).map { byte in try #require(tokenizer.id(of: Self.alphabet[byte])) }
        for seed in 1...200 {
            let order = bytes.indices.map { bytes[($0 &* seed &+ seed / 7) % bytes.count] }
            var decoder = StreamDecoder(tokenizer)
            let streamed = order.map { decoder.append(single[Int($0)]) }.joined() + decoder.finish()
            #expect(streamed == String(decoding: order, as: UTF8.self), "seed \(seed)")
        }
    }

    /// The names of the 256 bytes.
    private static let alphabet: [String] = {
        var next: UInt32 = 256
        return (0..<256).map { (byte: UInt32) in
            if 33...126 ~= byte || 161...172 ~= byte || 174...255 ~= byte { return String(Unicode.Scalar(UInt8(byte))) }
            defer { next += 1 }
            return Unicode.Scalar(next).map { String($0) } ?? ""
        }
    }()

    @Test func `tokens outside the vocabulary write nothing`() throws {
        let tokenizer = try GoldenTokenizers.tokenizer("gpt2")
        #expect(tokenizer.decode([-1, 1 << 30, .max]) == "")
    }

    @Test func `what follows other tokens keeps its leading space`() throws {
        let tokenizer = try GoldenTokenizers.tokenizer("llama2")
        let ids = tokenizer.encode("kalo ve")
        #expect(tokenizer.decode(ids) == "kalo ve")
        var decoder = StreamDecoder(tokenizer, continuesText: true)
        #expect(ids.map { decoder.append($0) }.joined() == " kalo ve")
    }

    @Test func `a stop string ends the text before it, however it is cut`() {
        let text = "The end is near. STOP here. And more STOP"
        for size in 1...text.count {
            var matcher = StopMatcher(["STOP", "never", "ST!"])
            var shown = ""
            var rest = text[...]
            while !rest.isEmpty {
                shown += matcher.append(String(rest.prefix(size)))
                rest = rest.dropFirst(size)
            }
            #expect(shown + matcher.finish() == "The end is near. ", "pieces of \(size)")
            #expect(matcher.found == "STOP")
        }
    }

    @Test func `the beginning of a stop string is held back and shown once it is none`() {
        var matcher = StopMatcher(["\n\nQuestion", "日本"])
        #expect(matcher.append("a\n") == "a")
        #expect(matcher.append("\nQ") == "")
        #expect(matcher.append("ueen 日") == "\n\nQueen ")
        #expect(matcher.append("没") == "日没")
        #expect(matcher.append("日") == "")
        #expect(matcher.finish() == "日")
        #expect(matcher.found == nil)
    }

    @Test func `no stop strings hold nothing back`() {
        var matcher = StopMatcher(["", ""])
        #expect(matcher.append("abc") == "abc")
        #expect(matcher.found == nil)
    }

    @Test func `of two stop strings the one that begins first counts`() {
        var matcher = StopMatcher(["cd", "bcde", "b"])
        #expect(matcher.append("abcdef") == "a")
        #expect(matcher.found == "bcde")
    }
}
