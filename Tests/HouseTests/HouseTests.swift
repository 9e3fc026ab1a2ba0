import Testing

@Suite("The rules of the house hold for every file")
struct HouseTests {
    private let tree = SourceTree.here

    @Test("the tree is found, with its rooms") func treeIsFound() {
        #expect(tree.files.count > 40)
        #expect(tree.files.contains { $0.path == "Services/Engram/Main.swift" })
    }

    @Test("files, functions and lines are short") func lengths() {
        expectNone(LengthRules.check)
    }

    @Test("no line says what only Platform or nobody may say") func words() {
        for rule in WordRule.all { expectNone(rule.check) }
    }

    @Test("no notes to oneself") func notes() {
        expectNone(NoteRule.check)
    }

    @Test("names are the field's own") func names() {
        expectNone(NameRules.check)
    }

    @Test("a room imports nothing that its floor does not touch") func imports() {
        expectNone(ImportRules.check)
    }

    @Test("every public message is named in docs/PROTOCOL.md") func messages() {
        guard tree.files.contains(where: { !ProtocolRule.messages(in: $0).isEmpty }) else { return }
        expectNone { ProtocolRule.check($0, against: tree.text("docs/PROTOCOL.md")) }
    }

    @Test("every room has a line in docs/ARCHITECTURE.md") func rooms() {
        let manifest = tree.text("Package.swift")
        let document = tree.text("docs/ARCHITECTURE.md")
        let rooms = manifest.matches(of: #/Room\(name: "(\w+)"/#).map { String($0.output.1) }
        #expect(rooms.count > 15)
        for room in rooms { #expect(document.contains("**\(room)**"), "docs/ARCHITECTURE.md does not explain \(room)") }
    }

    @Test("every library of others has a line in docs/ARCHITECTURE.md") func libraries() {
        let manifest = tree.text("Package.swift")
        let document = tree.text("docs/ARCHITECTURE.md")
        let packages = manifest.matches(of: #/\.package\(url: "[^"]*\/([\w-]+)"/#).map { String($0.output.1) }
        #expect(packages.count > 3)
        for package in packages {
            #expect(document.contains("`\(package)`"), "docs/ARCHITECTURE.md does not explain \(package)")
        }
    }

    private func expectNone(_ rule: (SourceFile) -> [Offence]) {
        let offences = tree.files.flatMap(rule)
        #expect(offences.isEmpty, "\(offences.map(\.description).joined(separator: "\n"))")
    }
}
