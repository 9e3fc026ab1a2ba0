/// One step that rewrites a text before it is cut into words.
enum Normalizer: Equatable {
    /// Puts a text in front of every text that is not empty.
    case prepend([UInt8])
    case replace([UInt8], with: [UInt8])
    /// Unicode normalisation form C (UAX #15).
    case canonicalComposition
    case lowercase
    case strip(left: Bool, right: Bool)

    func apply(_ text: NormalizedText) -> NormalizedText {
        guard !text.bytes.isEmpty else { return text }
        switch self {
        case .prepend(let prefix):
            var builder = NormalizedTextBuilder(text)
            builder.put(prefix, at: 0)
            builder.keep(0..<text.bytes.count)
            return builder.finish()
        case .replace(let old, let new): return replaced(text, old, new)
        case .canonicalComposition: return composed(text)
        case .lowercase: return lowercased(text)
        case .strip(let left, let right): return stripped(text, left, right)
        }
    }

    private func replaced(_ text: NormalizedText, _ old: [UInt8], _ new: [UInt8]) -> NormalizedText {
        guard let first = old.first, text.bytes.contains(first) else { return text }
        var builder = NormalizedTextBuilder(text)
        var position = 0
        var kept = 0
        while position < text.bytes.count {
            if text.bytes[position] == first, text.bytes[position...].starts(with: old) {
                builder.keep(kept..<position)
                builder.put(new, at: position)
                position += old.count
                kept = position
            } else {
                position += 1
            }
        }
        builder.keep(kept..<position)
        return builder.finish()
    }

    private func lowercased(_ text: NormalizedText) -> NormalizedText {
        var builder = NormalizedTextBuilder(text)
        var position = 0
        while position < text.bytes.count {
            builder.put(text.bytes.scalar(at: position).properties.lowercaseMapping.utf8, at: position)
            position += characterLength(text.bytes[position])
        }
        return builder.finish()
    }

    private func stripped(_ text: NormalizedText, _ left: Bool, _ right: Bool) -> NormalizedText {
        let bytes = text.bytes
        let start = left ? bytes.endOfRun(from: 0, to: bytes.count, \.isSpace) : 0
        var end = bytes.count
        while right, end > start {
            let last = bytes.characterStart(before: end)
            guard bytes.characterClass(at: last).isSpace else { break }
            end = last
        }
        var builder = NormalizedTextBuilder(text)
        builder.keep(start..<end)
        return builder.finish()
    }
}
