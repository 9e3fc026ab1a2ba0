internal import Bytes

/// Reads `decoder` of a `tokenizer.json`: what each token becomes, and how the text begins.
struct DecodingReader {
    private var isByteLevel = false
    private var hasByteTokens = false
    private var replacements: [(old: [UInt8], new: [UInt8])] = []
    private var leadingSpace = Vocabulary.LeadingSpace.kept

    init(decoder: JSON) throws(TokenizationError) {
        try read(decoder)
    }

    private mutating func read(_ step: JSON) throws(TokenizationError) {
        guard !step.isNull else { return }
        switch step["type"]?.string {
        case "Sequence": for child in step["decoders"]?.array ?? [] { try read(child) }
        case "ByteLevel": isByteLevel = true
        case "ByteFallback": hasByteTokens = true
        case "Fuse": break
        case "Replace":
            guard let old = step["pattern"]?["String"]?.string, !old.isEmpty, let new = step["content"]?.string else {
                throw .unsupported(part: "decoder Replace", found: "a pattern that is no text", wanted: "texts")
            }
            replacements.append((Array(old.utf8), Array(new.utf8)))
        case "Strip":
            guard step["content"]?.string == " ", let start = step["start"]?.integer, step["stop"]?.integer == 0,
                start >= 0
            else {
                throw .unsupported(
                    part: "decoder Strip", found: "other characters or ends", wanted: "spaces at the start")
            }
            leadingSpace = .dropped(start)
        case "Metaspace":
            let mark = step["replacement"]?.string ?? step["str_rep"]?.string ?? "\u{2581}"
            replacements.append((Array(mark.utf8), [UInt8(ascii: " ")]))
            let drops =
                step["prepend_scheme"]?.string.map { $0 != "never" } ?? step["add_prefix_space"]?.boolean ?? true
            if drops { leadingSpace = .droppedFromFirstToken }
        case let other:
            throw .unsupported(
                part: "decoder", found: other ?? "a step without type",
                wanted: "ByteLevel, ByteFallback, Fuse, Metaspace, Replace, Strip")
        }
    }

    func vocabulary(_ names: [String?], _ added: [AddedToken], _ normalizers: [Normalizer]) -> Vocabulary {
        var vocabulary = Vocabulary(capacity: names.count + added.count)
        vocabulary.leadingSpace = leadingSpace
        for (id, name) in names.enumerated() {
            if let name { vocabulary.add(name, id: id, text: text(of: name), isSpecial: false) }
        }
        vocabulary.added = Set(added.map(\.id))
        for token in added {
            let found = String(decoding: token.searched(normalizers), as: UTF8.self)
            vocabulary.add(token.content, id: Int(token.id), text: text(of: found), isSpecial: token.isSpecial)
        }
        return vocabulary
    }

    private func text(of name: String) -> [UInt8] {
        if isByteLevel { return ByteAlphabet.decode(name) ?? Array(name.utf8) }
        if hasByteTokens, let byte = byteValue(ofToken: name) { return [byte] }
        return replacements.reduce(Array(name.utf8)) {
            $0.contains($1.old[0]) ? $0.replacing($1.old, with: $1.new) : $0
        }
    }
}
