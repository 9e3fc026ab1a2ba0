/// Every public message stands in docs/PROTOCOL.md under its own name.
enum ProtocolRule {
    static func messages(in file: SourceFile) -> [(line: Int, name: String)] {
        guard file.path.hasPrefix("Shared/Domain/Wire/") else { return [] }
        return file.code.enumerated().compactMap { index, line in
            let match = line.firstMatch(
                of: #/public (?:struct|enum) (\w+)\s*:\s*[^{]*\b(?:Message|Request|StreamingRequest)\b/#)
            return match.map { (index + 1, String($0.output.1)) }
        }
    }

    static func check(_ file: SourceFile, against document: String) -> [Offence] {
        messages(in: file).filter { !names(document, $0.name) }.map {
            Offence(path: file.path, line: $0.line, rule: "docs/PROTOCOL.md does not name the message \($0.name)")
        }
    }

    private static func names(_ document: String, _ message: String) -> Bool {
        document.ranges(of: message).contains { range in
            let before = document[..<range.lowerBound].last
            let after = document[range.upperBound...].first
            return [before, after].allSatisfy { !($0?.isLetter ?? false) }
        }
    }
}
