extension Normalizer {
    /// Form C: characters are decomposed, their marks put in order and composed again (UAX #15, section 1.3).
    ///
    /// Text is worked on from one starter that nothing can change to the next; the bytes of a changed stretch all come
    /// from where it began.
    func composed(_ text: NormalizedText) -> NormalizedText {
        guard text.bytes.contains(where: { $0 >= 0xCC }) else { return text }
        var builder = NormalizedTextBuilder(text)
        var position = 0
        while position < text.bytes.count {
            let end = endOfStretch(text.bytes, position)
            let old = text.bytes[position..<end]
            let new = old.allSatisfy { $0 < 0x80 } ? Array(old) : CanonicalComposition.compose(old)
            if new[...] == old { builder.keep(position..<end) } else { builder.put(new, at: position) }
            position = end
        }
        return builder.finish()
    }

    /// A character and all marks and composing characters behind it.
    private func endOfStretch(_ bytes: [UInt8], _ start: Int) -> Int {
        var position = start + characterLength(bytes[start])
        while position < bytes.count {
            let scalar = bytes.scalar(at: position)
            if scalar.value < 0x300 || !CanonicalComposition.joinsLeft(scalar) { break }
            position += characterLength(bytes[position])
        }
        return position
    }
}

enum CanonicalComposition {
    /// Whether a character may combine with one before it.
    static func joinsLeft(_ scalar: Unicode.Scalar) -> Bool {
        let first = CompositionTable.decompositions[scalar.value]?.first.flatMap(Unicode.Scalar.init)
        if let first, combiningClass(first) != 0 { return true }
        return scalar.properties.canonicalCombiningClass != .notReordered
            || CompositionTable.seconds.contains(scalar.value)
            || 0x1161...0x1175 ~= scalar.value || 0x11A8...0x11C2 ~= scalar.value
    }

    /// Form C of one stretch of well-formed UTF-8.
    static func compose(_ utf8: ArraySlice<UInt8>) -> [UInt8] {
        var scalars: [Unicode.Scalar] = []
        for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars { decompose(scalar, into: &scalars) }
        order(&scalars)
        var text = String.UnicodeScalarView()
        text.append(contentsOf: recompose(scalars))
        return Array(String(text).utf8)
    }

    private static func decompose(_ scalar: Unicode.Scalar, into result: inout [Unicode.Scalar]) {
        if 0xAC00...0xD7A3 ~= scalar.value {
            let index = scalar.value - 0xAC00
            let parts = [0x1100 + index / 588, 0x1161 + index % 588 / 28, 0x11A7 + index % 28]
            result.append(contentsOf: parts.prefix(index % 28 == 0 ? 2 : 3).compactMap(Unicode.Scalar.init))
        } else if let parts = CompositionTable.decompositions[scalar.value] {
            for part in parts { if let part = Unicode.Scalar(part) { decompose(part, into: &result) } }
        } else {
            result.append(scalar)
        }
    }

    /// Puts marks between two starters in the order of their combining classes.
    private static func order(_ scalars: inout [Unicode.Scalar]) {
        var start = 0
        while start < scalars.count {
            guard combiningClass(scalars[start]) != 0 else {
                start += 1
                continue
            }
            let end = scalars[start...].firstIndex { combiningClass($0) == 0 } ?? scalars.count
            let run = scalars[start..<end].enumerated().sorted {
                (combiningClass($0.element), $0.offset) < (combiningClass($1.element), $1.offset)
            }
            scalars.replaceSubrange(start..<end, with: run.map(\.element))
            start = end
        }
    }

    private static func recompose(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        var starter: Int?
        var lastClass = 0
        for scalar in scalars {
            let ownClass = combiningClass(scalar)
            let isBlocked = starter.map { result.count - 1 > $0 && (lastClass >= ownClass) } ?? true
            if let starter, !isBlocked, let composite = pair(result[starter], scalar) {
                result[starter] = composite
                continue
            }
            if ownClass == 0 { starter = result.count }
            lastClass = ownClass
            result.append(scalar)
        }
        return result
    }

    private static func combiningClass(_ scalar: Unicode.Scalar) -> Int {
        Int(scalar.properties.canonicalCombiningClass.rawValue)
    }

    private static func pair(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Unicode.Scalar? {
        if 0x1100...0x1112 ~= first.value, 0x1161...0x1175 ~= second.value {
            return Unicode.Scalar(0xAC00 + ((first.value - 0x1100) * 21 + second.value - 0x1161) * 28)
        }
        if 0xAC00...0xD7A3 ~= first.value, (first.value - 0xAC00) % 28 == 0, 0x11A8...0x11C2 ~= second.value {
            return Unicode.Scalar(first.value + second.value - 0x11A7)
        }
        return CompositionTable.compositions[UInt64(first.value) << 32 | UInt64(second.value)].flatMap(
            Unicode.Scalar.init)
    }
}
