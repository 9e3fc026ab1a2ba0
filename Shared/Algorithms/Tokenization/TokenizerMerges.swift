internal import Bytes

extension Tokenizer {
    /// The tokenizer of a folder with `vocab.json` and `merges.txt`: byte pairs on bytes, words cut by the pattern of
    /// GPT-2 (Radford et al. 2019, section 2.2).
    ///
    /// - Parameters:
    ///   - added: tokens looked for in the text itself; without any, `<|endoftext|>` if the vocabulary has it.
    ///   - prefixesSpace: whether a text begins as if a space stood before it.
    ///   - idsBelow: size of the model's vocabulary; added tokens beyond it are left out.
    /// - Throws: `malformed` for a damaged file.
    public init(
        vocabulary: [UInt8], merges: [UInt8], added: [AddedToken] = [], prefixesSpace: Bool = false,
        idsBelow: Int = 4_194_304
    ) throws(TokenizationError) {
        let tokens: JSON
        do { tokens = try JSON(parsing: vocabulary) } catch {
            throw .malformed(part: "vocab.json", found: "\(error)", wanted: "JSON")
        }
        var added = added
        if added.isEmpty, let end = tokens["<|endoftext|>"]?.integer {
            added = [AddedToken(id: Int32(clamping: end), content: "<|endoftext|>", isSpecial: true)]
        }
        let file = Self.file(tokens, Self.lines(of: merges), prefixesSpace: prefixesSpace)
        let reader = TokenizerJSONReader(file: file, idsBelow: min(idsBelow, Vocabulary.idsMax), moreTokens: added)
        self = try reader.tokenizer()
    }

    /// The merges of a `merges.txt`, one on each line behind a line with its version.
    private static func lines(of merges: [UInt8]) -> [JSON] {
        merges.split { $0 == 0x0A || $0 == 0x0D }.enumerated().compactMap { index, line in
            index == 0 && line.starts(with: "#version".utf8) ? nil : .string(String(decoding: line, as: UTF8.self))
        }
    }

    /// The `tokenizer.json` that says the same.
    private static func file(_ tokens: JSON, _ merges: [JSON], prefixesSpace: Bool) -> JSON {
        let model: JSON = .object(
            JSONObject([
                .init(name: "type", value: .string("BPE")), .init(name: "vocab", value: tokens),
                .init(name: "merges", value: .array(merges)),
            ]))
        let level: JSON = .object(
            JSONObject([
                .init(name: "type", value: .string("ByteLevel")),
                .init(name: "add_prefix_space", value: .boolean(prefixesSpace)),
            ]))
        return .object(
            JSONObject([
                .init(name: "pre_tokenizer", value: level), .init(name: "decoder", value: level),
                .init(name: "model", value: model),
            ]))
    }
}
