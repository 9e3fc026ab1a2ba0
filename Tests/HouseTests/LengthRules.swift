/// Files of at most 400 lines, functions of at most 60, lines of at most 120 characters.
enum LengthRules {
    static let fileLinesMax = 400, functionLinesMax = 60, lineCharactersMax = 120

    static func check(_ file: SourceFile) -> [Offence] {
        longFile(file) + longLines(file) + longFunctions(file)
    }

    private static func longFile(_ file: SourceFile) -> [Offence] {
        guard file.lineCount > fileLinesMax else { return [] }
        return [Offence(path: file.path, line: fileLinesMax + 1, rule: "a file has at most \(fileLinesMax) lines")]
    }

    private static func longLines(_ file: SourceFile) -> [Offence] {
        file.lines.enumerated().filter { $0.element.count > lineCharactersMax }.map {
            Offence(
                path: file.path, line: $0.offset + 1,
                rule: "a line has at most \(lineCharactersMax) characters, not \($0.element.count)")
        }
    }

    private static func longFunctions(_ file: SourceFile) -> [Offence] {
        guard file.isSwift else { return [] }
        return functions(in: file.code).filter { $0.lines > functionLinesMax }.map {
            Offence(
                path: file.path, line: $0.start,
                rule: "a function has at most \(functionLinesMax) lines, not \($0.lines)")
        }
    }

    /// Where functions and initialisers start (from 1), and how many lines they have from there to the closing brace.
    static func functions(in code: [String]) -> [(start: Int, lines: Int)] {
        code.indices.compactMap { index in
            guard declaresFunction(code[index]), let end = closingLine(in: code, from: index) else { return nil }
            return (start: index + 1, lines: end - index + 1)
        }
    }

    private static func declaresFunction(_ line: String) -> Bool {
        line.contains(#/^\s*([@\w()]+\s+)*(func\s|init[?!]?[(<]|deinit\s*\{|subscript\s*[(<])/#)
    }

    /// The line of the brace that closes the first brace after `start`; nil for a requirement without a body.
    private static func closingLine(in code: [String], from start: Int) -> Int? {
        var depth = 0
        var parentheses = 0
        for index in start..<code.count {
            for character in code[index] {
                switch character {
                case "(": parentheses += 1
                case ")": parentheses -= 1
                case "{": depth += 1
                case "}":
                    depth -= 1
                    if depth == 0 { return index }
                    if depth < 0 { return nil }
                default: break
                }
            }
            guard depth == 0, parentheses == 0, index + 1 < code.count else { continue }
            if endsWithoutBody(before: code[index + 1]) { return nil }
        }
        return nil
    }

    private static func endsWithoutBody(before line: String) -> Bool {
        !line.contains(#/^\s*(->|throws|async|where|\{|\)|.*\{\s*$)/#)
    }
}
