import Testing

/// A rule that cannot fail guards nothing: each is shown a small text that breaks it, and one that does not.
@Suite("The rules themselves")
struct RuleTests {
    @Test("a file of 401 lines, a line of 121 characters, a function of 61 lines are too long")
    func tooLong() {
        #expect(LengthRules.check(source(String(repeating: "\n", count: 400))).isEmpty)
        #expect(LengthRules.check(source(String(repeating: "\n", count: 401))).count == 1)
        #expect(LengthRules.check(source(String(repeating: "a", count: 120))).isEmpty)
        #expect(LengthRules.check(source(String(repeating: "a", count: 121))).map(\.line) == [1])
        #expect(LengthRules.check(source("\n" + function(lines: 60))).isEmpty)
        #expect(LengthRules.check(source("\n" + function(lines: 61))).map(\.line) == [2])
    }

    @Test("a function's length is counted over braces in strings and closures, and a requirement has none")
    func functionLengths() {
        let text = """
            protocol P {
                func a(_ b: Int) -> Int
                func c()
            }
            func d(
                e: Int
            ) throws(F) -> G {
                let s = "}"
                call { _ in }
            }
            init?(h: Int) { i }
            """
        let found = LengthRules.functions(in: source(text).code)
        #expect(found.map(\.start) == [5, 11])
        #expect(found.map(\.lines) == [6, 1])
    }

    @Test("comments and strings are blanked, and lines stay where they are")
    func blanking() {
        let text = """
            a // try! b
            c /* try! /* d */ try! */ e
            f "try! \\" try!" g
            h #"try! " try!"# i
            \"\"\"
            try! " try!
            \"\"\"
            j
            """
        let code = CodeBlanker.blank(text)
        #expect(!code.contains("try!"))
        #expect(code.split(separator: "\n", omittingEmptySubsequences: false).count == 8)
        for letter in ["a", "c", "e", "f", "g", "h", "i", "j"] { #expect(code.contains(letter)) }
    }

    @Test(
        "words stand where they may",
        arguments: [
            ("Services/A/B.swift", "let a = unsafe b", 1), ("Shared/Platform/A/B.swift", "let a = unsafe b", 0),
            ("Services/A/B.swift", "struct A: @unchecked Sendable", 1), ("Services/A/B.swift", "let a = unsafely", 0),
            ("Tests/A/B.swift", "try! b()", 1), ("Tests/A/B.swift", "try b() // try! c", 0),
            ("Services/A/B.swift", "let a = b as! C", 1), ("Services/A/B.swift", "print(a)", 1),
            ("Services/A/B.swift", "terminal.print(a)", 0), ("Services/A/B.swift", "fingerprint(a)", 0),
            ("Services/A/B.swift", "ProcessInfo.processInfo.environment", 1),
            ("Services/A/Main.swift", "ProcessInfo.processInfo.environment", 0),
            ("Tests/A/B.swift", "try await Task.sleep(for: .seconds(1))", 1),
            ("Services/A/B.swift", "try await Task.sleep(for: .seconds(1))", 0),
        ])
    func words(path: String, text: String, offences: Int) {
        #expect(WordRule.all.flatMap { $0.check(SourceFile(path: path, text: text)) }.count == offences)
    }

    @Test("notes to oneself are found in comments, and words that hold them are not notes")
    func notes() {
        #expect(NoteRule.check(source("// TO" + "DO: later")).count == 1)
        #expect(NoteRule.check(source("// MASTO" + "DON")).isEmpty)
    }

    @Test(
        "names that say nothing",
        arguments: [
            ("struct PoolManager {}", 1), ("let poolManagers = 1", 1), ("func helper() {}", 1),
            ("enum StringUtil {}", 1),
            ("struct UtilityFunction {}", 0), ("let renewed = 1", 0), ("let newline = 1", 0), ("case newToken", 0),
            ("struct NewPool {}", 1),
            ("struct Implicit {}", 0), ("let oldNews = 1", 0), ("struct FrameV2 {}", 1),
        ])
    func names(text: String, offences: Int) {
        #expect(NameRules.check(source(text)).count == offences)
    }

    @Test("a banned word in a file's name is found")
    func fileNames() {
        #expect(NameRules.check(SourceFile(path: "Services/A/CommonThings.swift", text: "")).count == 1)
    }

    @Test(
        "floors keep to themselves",
        arguments: [
            ("Shared/Algorithms/A/B.swift", "import ZeroMQ", 1),
            ("Shared/Domain/A/B.swift", "public import Foundation", 1),
            ("Services/Engram/A.swift", "internal import Ledger", 1),
            ("Services/MemoryStore/A.swift", "import Ledger", 0),
            ("Shared/Adapters/A/B.swift", "import CZeroMQ", 1), ("Shared/Platform/ZeroMQ/A.swift", "import CZeroMQ", 0),
        ])
    func imports(path: String, text: String, offences: Int) {
        #expect(ImportRules.check(SourceFile(path: path, text: text)).count == offences)
    }

    @Test("a message that the protocol's text does not name is found")
    func messages() {
        let file = SourceFile(
            path: "Shared/Domain/Wire/Ask.swift", text: "public struct Ask: StreamingRequest, Hashable {}")
        #expect(ProtocolRule.check(file, against: "### Asking").count == 1)
        #expect(ProtocolRule.check(file, against: "### Ask (kind 7)").isEmpty)
    }

    private func source(_ text: String) -> SourceFile { SourceFile(path: "Services/A/B.swift", text: text) }

    private func function(lines: Int) -> String {
        "    func a() {\n" + String(repeating: "b()\n", count: lines - 2) + "}"
    }
}
