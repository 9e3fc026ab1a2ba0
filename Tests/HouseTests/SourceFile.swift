import Foundation

/// A text of the tree, and what is left of it when comments and the contents of strings are blanked.
struct SourceFile: Sendable {
    /// From the tree's root, such as `Services/Ingest/Main.swift`.
    let path: String
    let lines: [String]
    /// As many lines as `lines`, with blanks for comments and literals: a banned word in a sentence is no offence.
    let code: [String]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let isCode = path.hasSuffix(".swift") || path.hasSuffix(".c") || path.hasSuffix(".h")
        let blanked = isCode ? CodeBlanker.blank(text) : text
        code = blanked.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    var isSwift: Bool { path.hasSuffix(".swift") }
    var isTest: Bool { path.hasPrefix("Tests/") }
    var isPlatform: Bool { path.hasPrefix("Shared/Platform/") || path.hasPrefix("Tests/Platform/") }

    /// A service's own main, or what every main does alike.
    var isMain: Bool {
        path.hasPrefix("Services/") && path.hasSuffix("/Main.swift")
            || path == "Shared/Adapters/ServiceKit/Process/ServiceMain.swift"
    }

    /// A trailing newline makes one empty last line, which nobody counts.
    var lineCount: Int { lines.last == "" ? lines.count - 1 : lines.count }
}

/// A rule that a line breaks.
struct Offence: CustomStringConvertible, Equatable, Sendable {
    let path: String
    let line: Int
    let rule: String

    var description: String { "\(path):\(line): \(rule)" }
}
