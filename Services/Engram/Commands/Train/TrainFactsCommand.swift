public import ArgumentParser
internal import Files
public import Training

/// A file of made-up facts.
struct TrainFactsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "facts",
        abstract: "Writes made-up documents with questions on them, as lines of JSON.",
        discussion: """
            Each line has a document, a question that it answers, the answer, the person (or company, town, ...) asked \
            about and the relation; lines of one document follow each other. The same seed and options give the same \
            file. Names for evaluation share no word with those for training; kept sentences stand in no training text.
            """)

    @Option(help: "Documents to make.") var count = 1000
    @Option(help: "Where the drawing begins.") var seed: UInt64 = 1
    @Option(help: "The file; standard output if there is none.", completion: .file()) var out: String?
    @Option(help: "Whose names: training or evaluation.") var names = NameSpace.evaluation
    @Option(help: "Whose sentences: training, kept or all.") var phrasing = FactPhrasing.kept
    @Option(help: "The most facts in a document, 1 ... 5.") var facts = 2
    @Option(help: "The most words in a document.") var words = 60
    @Option(help: "Relations to use, with commas between; all if there are none.") var relations: String?
    @Flag(help: "Statements alone: no pronouns, no other clauses, no other sentences.") var plain = false

    func validate() throws {
        guard (1...10_000_000).contains(count) else { throw ValidationError("--count is 1 ... 10000000.") }
        guard (1...5).contains(facts) else { throw ValidationError("--facts is 1 ... 5.") }
        guard (8...10_000).contains(words) else { throw ValidationError("--words is 8 ... 10000.") }
        for name in chosenRelations where !FactGenerator.relations.contains(name) {
            throw ValidationError(
                "There is no relation \(name); there are \(FactGenerator.relations.joined(separator: ", ")).")
        }
    }

    private var chosenRelations: [String] { relations?.split(separator: ",").map(String.init) ?? [] }

    func run() async throws {
        var settings = plain ? FactSettings.plain : FactSettings()
        (settings.names, settings.phrasing, settings.relations) = (names, phrasing, chosenRelations)
        var export = FactExport(settings: settings, seed: seed, factsMax: facts, wordsMax: words)
        let terminal = Surroundings.current.terminal
        guard let out else {
            for _ in 0..<count { for line in try export.next() { terminal.line(try Terminal.jsonLine(line)) } }
            return
        }
        do {
            var file = try AtomicFile(path: out)
            for _ in 0..<count {
                for line in try export.next() { try file.write(Array((try Terminal.jsonLine(line) + "\n").utf8)) }
            }
            try file.commit()
        } catch let error as FilesError {
            throw Failure(.io, "The facts were not written: \(error)")
        }
    }
}

extension NameSpace: ExpressibleByArgument {}
extension FactPhrasing: ExpressibleByArgument {}
