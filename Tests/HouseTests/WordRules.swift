/// What no line may say, and where it may.
struct WordRule: Sendable {
    let pattern: String
    let reason: String
    let applies: @Sendable (SourceFile) -> Bool

    static let all: [WordRule] = [
        WordRule(
            pattern: #"\b(unsafe|nonisolated\(unsafe\))(?=\W|$)|@unchecked|@preconcurrency"#,
            reason: "`unsafe`, `@unchecked` and `@preconcurrency` stand in Platform alone"
        ) {
            $0.isSwift && !$0.isPlatform
        },
        WordRule(pattern: #"\btry!"#, reason: "no `try!`: say what happens when it fails") { $0.isSwift },
        WordRule(pattern: #"\bas!"#, reason: "no force cast: say what happens when it fails") { $0.isSwift },
        WordRule(
            pattern: #"(^|[^\w.])(print|debugPrint|dump|NSLog)\("#,
            reason: "no `print`: services log, and the command line prints through Terminal"
        ) { $0.isSwift },
        WordRule(pattern: #"@testable\b"#, reason: "no `@testable`: release builds lack it") { $0.isSwift },
        WordRule(
            pattern: #"\bgetenv\(|processInfo\.environment|EnvironmentVariablesProvider"#,
            reason: "the environment is read in a main, and handed on"
        ) {
            $0.isSwift && !$0.isMain && !$0.path.hasPrefix("Tests/TestKit/")
                && $0.path != "Shared/Adapters/ServiceKit/Process/ServiceMain.swift"
        },
        WordRule(
            pattern: #"\bsleep\(|Task\.sleep|Thread\.sleep|usleep\("#,
            reason: "tests wait for events, they do not sleep"
        ) {
            $0.isSwift && $0.isTest
        },
        WordRule(pattern: #"-march=native"#, reason: "the machine that runs is not the one that builds") { _ in true },
    ]

    /// Names, or parts of names, that say nothing.
    static let banned = ["Manager", "Helper", "Util", "Common", "Impl", "Misc", "New", "V2"]

    func check(_ file: SourceFile) -> [Offence] {
        guard applies(file) else { return [] }
        guard let pattern = try? Regex(pattern) else { preconditionFailure("not a pattern: \(pattern)") }
        return file.code.enumerated().filter { $0.element.contains(pattern) }.map {
            Offence(path: file.path, line: $0.offset + 1, rule: reason)
        }
    }
}

/// Notes to oneself: in comments too, so the whole line counts.
enum NoteRule {
    private static let words = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]

    static func check(_ file: SourceFile) -> [Offence] {
        file.lines.enumerated().filter { line in words.contains { line.element.containsWord($0) } }.map {
            Offence(path: file.path, line: $0.offset + 1, rule: "no notes to oneself: do it, or write an issue")
        }
    }
}

/// Names that are declared, and file names.
enum NameRules {
    static func check(_ file: SourceFile) -> [Offence] {
        guard file.isSwift else { return [] }
        return declared(in: file).compactMap { line, name in
            guard let word = WordRule.banned.first(where: { says(name, $0) }) else { return nil }
            return Offence(path: file.path, line: line, rule: "`\(word)` says nothing in a name: \(name)")
        }
    }

    private static func declared(in file: SourceFile) -> [(Int, String)] {
        let fileName = String(file.path.split(separator: "/").last?.dropLast(".swift".count) ?? "")
        let pattern = #/\b(?:struct|class|enum|actor|protocol|typealias|func|case|let|var)\s+(\w+)/#
        let names = file.code.enumerated().flatMap { index, line in
            line.matches(of: pattern).map { (index + 1, String($0.output.1)) }
        }
        return [(1, fileName)] + names
    }

    /// Whether the camel-case words of `name` hold `word`: `PoolManager` does, `UtilityFunction` and `renewed` do not.
    /// `New` is banned where a type begins with it; `newest` and `isNew` say something.
    static func says(_ name: String, _ word: String) -> Bool {
        guard word != "New" else { return name.hasPrefix(word) }
        let folded = name.prefix(1).uppercased() + name.dropFirst()
        return folded.ranges(of: word).contains { range in
            guard range.upperBound < folded.endIndex else { return true }
            let next = folded[range.upperBound]
            let isPlural = next == "s" && folded.index(after: range.upperBound) == folded.endIndex
            return !next.isLowercase || isPlural
        }
    }
}

extension String {
    fileprivate func containsWord(_ word: String) -> Bool {
        ranges(of: word).contains { range in
            let before = self[..<range.lowerBound].last
            let after = self[range.upperBound...].first
            return [before, after].allSatisfy { !($0?.isLetter ?? false) && $0 != "_" }
        }
    }
}
