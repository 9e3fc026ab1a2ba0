/// Blanks comments and string literals, and keeps every line where it is.
///
/// Knows line and nested block comments, one-line, multi-line and raw strings. What stands inside an interpolation is
/// blanked with its string.
enum CodeBlanker {
    private enum Place {
        case code
        case lineComment
        case blockComment(depth: Int)
        case string(hashes: Int, quotes: Int)
    }

    static func blank(_ text: String) -> String {
        var rest = Array(text.utf8)[...]
        var place = Place.code
        var kept: [UInt8] = []
        kept.reserveCapacity(rest.count)
        while let first = rest.first {
            let taken = step(&place, &rest, first)
            let visible = taken.visible
            for byte in taken.bytes { kept.append(byte == newline || visible ? byte : space) }
        }
        return String(decoding: kept, as: UTF8.self)
    }

    private static let newline = UInt8(ascii: "\n"), space = UInt8(ascii: " ")

    /// Takes one token or byte from `rest`, and moves `place` along.
    private static func step(
        _ place: inout Place, _ rest: inout ArraySlice<UInt8>, _ first: UInt8
    ) -> (bytes: ArraySlice<UInt8>, visible: Bool) {
        switch place {
        case .code: stepInCode(&place, &rest)
        case .lineComment:
            (take(1, &rest, then: first == newline ? .code : place, &place), false)
        case .blockComment(let depth):
            stepInComment(depth, &place, &rest)
        case .string(let hashes, let quotes):
            stepInString(hashes, quotes, &place, &rest)
        }
    }

    private static func stepInCode(
        _ place: inout Place, _ rest: inout ArraySlice<UInt8>
    ) -> (bytes: ArraySlice<UInt8>, visible: Bool) {
        if rest.starts(with: "//".utf8) { return (take(2, &rest, then: .lineComment, &place), false) }
        if rest.starts(with: "/*".utf8) { return (take(2, &rest, then: .blockComment(depth: 1), &place), false) }
        let hashes = rest.prefix { $0 == UInt8(ascii: "#") }.count
        let opening = rest.dropFirst(hashes)
        if opening.starts(with: "\"\"\"".utf8) {
            return (take(hashes + 3, &rest, then: .string(hashes: hashes, quotes: 3), &place), true)
        }
        if opening.starts(with: "\"".utf8) {
            return (take(hashes + 1, &rest, then: .string(hashes: hashes, quotes: 1), &place), true)
        }
        return (take(max(hashes, 1), &rest, then: .code, &place), true)
    }

    private static func stepInComment(
        _ depth: Int, _ place: inout Place, _ rest: inout ArraySlice<UInt8>
    ) -> (bytes: ArraySlice<UInt8>, visible: Bool) {
        if rest.starts(with: "/*".utf8) {
            return (take(2, &rest, then: .blockComment(depth: depth + 1), &place), false)
        }
        if rest.starts(with: "*/".utf8) {
            return (take(2, &rest, then: depth == 1 ? .code : .blockComment(depth: depth - 1), &place), false)
        }
        return (take(1, &rest, then: place, &place), false)
    }

    private static func stepInString(
        _ hashes: Int, _ quotes: Int, _ place: inout Place, _ rest: inout ArraySlice<UInt8>
    ) -> (bytes: ArraySlice<UInt8>, visible: Bool) {
        let raw = [UInt8](repeating: UInt8(ascii: "#"), count: hashes)
        if rest.starts(with: [UInt8(ascii: "\\")] + raw) {
            return (take(hashes + 2, &rest, then: place, &place), false)
        }
        if rest.starts(with: [UInt8](repeating: UInt8(ascii: "\""), count: quotes) + raw) {
            return (take(quotes + hashes, &rest, then: .code, &place), true)
        }
        if quotes == 1, rest.first == newline { return (take(1, &rest, then: .code, &place), true) }
        return (take(1, &rest, then: place, &place), false)
    }

    private static func take(
        _ count: Int, _ rest: inout ArraySlice<UInt8>, then next: Place, _ place: inout Place
    ) -> ArraySlice<UInt8> {
        defer {
            rest = rest.dropFirst(count)
            place = next
        }
        return rest.prefix(count)
    }
}
