import Bytes
import Foundation
import Testing
import Tokenization

@Suite struct NormalizationTests {
    /// A tokenizer whose only work is form C: its tokens' bytes are those of the normalised text.
    private func formC() throws -> Tokenizer { try GoldenTokenizers.tokenizer("qwen2") }

    @Test func `form C agrees with Foundation for every character alone`() throws {
        let tokenizer = try formC()
        for code in stride(from: UInt32(0x80), to: 0x30000, by: 1) {
            guard let scalar = Unicode.Scalar(code), scalar.properties.age.map({ $0.major <= 14 }) ?? false,
                code % 7 == 0 || code < 0x3100 || 0x1E00...0x2FFF ~= code
            else { continue }
            let text = String(scalar)
            #expect(
                tokenizer.decode(tokenizer.encode(text)).utf8.elementsEqual(
                    text.precomposedStringWithCanonicalMapping.utf8), "\(code)")
        }
    }

    @Test func `form C of many marks in a row agrees with the Unicode database`() throws {
        let tokenizer = try formC()
        for row in try GoldenTokenizers.json("nfc.json").array ?? [] {
            let pair = (row.array ?? []).compactMap(\.string)
            let found = tokenizer.decode(tokenizer.encode(pair[0])).unicodeScalars.map(\.value)
            #expect(found == pair[1].unicodeScalars.map(\.value))
        }
    }
}
