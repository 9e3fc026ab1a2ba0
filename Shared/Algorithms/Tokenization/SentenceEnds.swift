/// Finds where sentences end. When in doubt there is no end: a piece of a document may be longer, but is not torn.
///
/// 1. A line end ends a sentence, if anything stands on the line.
/// 2. `.` `!` `?` `…` (one or several, and then closing quotes and brackets) end one before white space or the end;
///    `。` `！` `？` anywhere.
/// 3. Not so before a lower-case letter, nor a single `.` after a title or common abbreviation (`Mr.`, `e.g.`) or
///    after a single capital (`J. Bach`).
public enum SentenceEnds {
    /// The places behind the last character of each sentence, in bytes of the text's UTF-8, ascending.
    public static func byteOffsets(in text: String) -> [Int] {
        let bytes = Array(text.utf8)
        var ends: [Int] = []
        var position = 0
        var contentEnd = 0
        while position < bytes.count {
            let scalar = bytes.scalar(at: position)
            let next = position + characterLength(bytes[position])
            if isTerminator(scalar) {
                let marks = end(bytes, next, isTerminator)
                contentEnd = end(bytes, marks, isClosing)
                if isEnd(bytes, mark: position, marks: marks, closed: contentEnd) { note(contentEnd, &ends) }
                position = contentEnd
                continue
            }
            if scalar == "\n" || scalar == "\r" { note(contentEnd, &ends) }
            if !bytes.characterClass(at: position).isSpace { contentEnd = next }
            position = next
        }
        note(contentEnd, &ends)
        return ends
    }

    /// For every token of a text, whether a sentence ends with it.
    public static func flags(in text: String, tokens: [Token]) -> [Bool] {
        let bytes = Array(text.utf8)
        var flags = [Bool](repeating: false, count: tokens.count)
        var count = 0
        for end in byteOffsets(in: text) {
            while count < tokens.count, tokens[count].bytes.lowerBound < end { count += 1 }
            guard count > 0 else { continue }
            // A token that reaches over the end may take white space with it, nothing else.
            let reach = tokens[count - 1].bytes.upperBound
            if reach <= end || bytes.endOfRun(from: end, to: reach, \.isSpace) == reach { flags[count - 1] = true }
        }
        return flags
    }

    private static func note(_ end: Int, _ ends: inout [Int]) {
        if end > ends.last ?? 0 { ends.append(end) }
    }

    private static func end(_ bytes: [UInt8], _ start: Int, _ wanted: (Unicode.Scalar) -> Bool) -> Int {
        var position = start
        while position < bytes.count, wanted(bytes.scalar(at: position)) {
            position += characterLength(bytes[position])
        }
        return position
    }

    private static func isTerminator(_ scalar: Unicode.Scalar) -> Bool { ".!?…。！？".unicodeScalars.contains(scalar) }

    private static func isClosing(_ scalar: Unicode.Scalar) -> Bool { "\"')]}”’»」』".unicodeScalars.contains(scalar) }

    private static func isEnd(_ bytes: [UInt8], mark: Int, marks: Int, closed: Int) -> Bool {
        let last = bytes.scalar(at: bytes.characterStart(before: marks))
        if "。！？".unicodeScalars.contains(last) { return true }
        guard closed < bytes.count else { return true }
        guard bytes.characterClass(at: closed).isSpace else { return false }
        let following = bytes.endOfRun(from: closed, to: bytes.count, \.isSpace)
        if following < bytes.count, bytes.scalar(at: following).properties.isLowercase { return false }
        let isSinglePeriod = bytes[mark] == UInt8(ascii: ".") && marks == mark + 1
        return !isSinglePeriod || !isAbbreviation(bytes, periodAt: mark)
    }

    private static func isAbbreviation(_ bytes: [UInt8], periodAt mark: Int) -> Bool {
        var start = mark
        while start > 0, mark - start < 16 {
            let before = bytes.characterStart(before: start)
            guard bytes.characterClass(at: before) == .letter || bytes[before] == UInt8(ascii: ".") else { break }
            start = before
        }
        let word = String(decoding: bytes[start..<mark], as: UTF8.self)
        let isInitial = word.unicodeScalars.count == 1 && word.unicodeScalars.allSatisfy(\.properties.isUppercase)
        return isInitial || abbreviations.contains(word.lowercased())
    }

    /// Words that are rarely the last of a sentence.
    private static let abbreviations: Set<String> = [
        "mr", "mrs", "ms", "dr", "prof", "st", "mt", "sr", "jr", "rev", "gen", "col", "capt", "lt", "sgt", "gov", "sen",
        "rep", "hon", "vs", "e.g", "i.e", "cf", "viz", "ca", "approx", "no", "nos", "vol", "vols", "pp", "ed", "eds",
        "fig",
        "figs", "eq", "sec", "ch", "al", "dept", "univ", "inc", "ltd", "co", "corp", "jan", "feb", "mar", "apr", "jun",
        "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    ]
}
