internal import ArgumentParser
internal import Checkpoints
internal import Editing
internal import Evaluation
internal import Files
internal import Foundation
internal import LatentMemory
internal import Tensors
internal import Training
internal import Transformer

/// What corrections of facts do, method beside method.
struct EvaluateEditingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "editing",
        abstract: "Corrects facts one after the other by every method, and asks what became of them and of all else.",
        discussion: """
            Sets: zsre, counterfact and known (known_1000) with --file; synthetic makes cases itself, from made-up \
            facts or, with --file, from the factbook. Rows of T edits begin at the unedited model. Asked are the \
            edit's prompt (Rel), paraphrases (Gen), other subjects (Loc), other facts of the subject (Sib) and what \
            follows from the edit (Port), right after each edit and after all. Rel and Gen are shares of target \
            tokens, Loc is the share of tokens of the answer from before. Two columns are no edits of the model: \
            absorb reads the statement into its memory, lookup finds triples by their subject. No service is needed.
            """)

    @Option(help: "synthetic, zsre, counterfact or known.") var set = EditingSetName.synthetic
    @Option(help: "The set's file, also as .xz.", completion: .file()) var file: String?
    @Option(help: "The model's folder (environment: ENGRAM_MODEL).", completion: .directory) var model: String?
    @Option(help: "Methods with commas between: \(EditingWays.names.joined(separator: ", ")); all if not given.")
    var methods: String?
    @Option(help: ArgumentHelp(
        "Another setting of a method than the model's preset has, again for each.", valueName: "METHOD.NAME=VALUE"))
    var setting: [String] = []
    @Option(help: "Edits in a row, T, with commas between.") var counts = "1,10,100"
    @Option(help: "Rows of each T; 100, 10, 3 and 1 for 1, 10, 100 and 1000 if not given.") var runs: String?
    @Option(help: "Cases at most; as many as the rows need if not given.") var cases: Int?
    @Option(help: "Where the drawing begins.") var seed: UInt64 = 1
    @Option(help: "Relations of made-up facts, with commas between; all if not given.") var relations: String?
    @Option(help: "Sentences of a relation that made-up facts use, the plainest ones.") var templates: Int?
    @Option(help: "Whose names: training or evaluation.") var names = NameSpace.evaluation
    @Option(help: "Subjects that are asked about and never edited.") var others = 120
    @Flag(help: "Let the model's memory read the documents of those subjects first.") var absorbed = false
    @Flag(help: "Ask for locality only what the model answers right before any edit.") var known = false
    @Option(help: "Lines with a text: for perplexity, and for moments of keys; made up if not given.",
            completion: .file())
    var text: String?
    @Option(help: "Tokens of a generated text; 0 for none.") var fluencyTokens = 64
    @Option(help: "A file that keeps what is done; the same command goes on from it.", completion: .file())
    var state: String?
    @Option(help: "A file for the tables as Markdown.", completion: .file()) var markdown: String?
    @Option(help: "A file for the curves.", completion: .file()) var svg: String?
    @Option(help: "A folder with room for an unpacked file.", completion: .directory) var scratch = "."
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...100_000).contains(cases ?? 1) else { throw ValidationError("--cases is 1 ... 100000.") }
        guard (4...10_000).contains(others) else { throw ValidationError("--others is 4 ... 10000.") }
        guard (1...100).contains(templates ?? 1) else { throw ValidationError("--templates is 1 ... 100.") }
        guard (0...1024).contains(fluencyTokens) else { throw ValidationError("--fluency-tokens is 0 ... 1024.") }
        guard plannedCounts != nil else {
            throw ValidationError("--counts and --runs want as many numbers as each other, 1 ... 100000.")
        }
        for name in chosenMethods where !EditingWays.names.contains(name) {
            throw ValidationError("There is no method \(name); there are \(EditingWays.names.joined(separator: ", ")).")
        }
        for change in setting where !EditingWays.names.contains(where: { change.hasPrefix("\($0).") }) {
            throw ValidationError("--setting \(change) does not begin with a method and a full stop.")
        }
        for name in chosenRelations where !FactGenerator.relations.contains(name) {
            throw ValidationError(
                "There is no relation \(name); there are \(FactGenerator.relations.joined(separator: ", ")).")
        }
    }

    private var chosenMethods: [String] { methods?.split(separator: ",").map(String.init) ?? EditingWays.names }
    private var chosenRelations: [String] { relations?.split(separator: ",").map(String.init) ?? [] }

    private var plannedCounts: [EditingPlan.Count]? {
        func numbers(_ text: String) -> [Int]? {
            let found = text.split(separator: ",").map { Int($0) ?? 0 }
            return !found.isEmpty && found.allSatisfy((1...100_000).contains) ? found : nil
        }
        guard let edits = numbers(counts) else { return nil }
        guard let runs else { return edits.map { EditingPlan.Count(edits: $0) } }
        guard let rows = numbers(runs), rows.count == edits.count else { return nil }
        return zip(edits, rows).map { EditingPlan.Count(edits: $0, runs: $1) }
    }

    func run() async throws {
        let surroundings = Surroundings.current
        let terminal = surroundings.terminal
        let folder = try ModelFolder.chosen(model, environment: surroundings.environment)
        let setup = try EditingSetup(folder: folder.path, settings, plan: plan, scratch: scratch, text: text) {
            terminal.warn($0)
        }
        var sitting = try setup.sitting(state: state, terminal: terminal)
        try sitting.run()
        let table = setup.table(sitting.state)
        try write(table.markdown.joined(separator: "\n") + "\n", to: markdown, "tables")
        try write(LinePlot.svg(table.plots), to: svg, "curves")
        try terminal.show(table, json: output.json)
    }

    private var plan: EditingPlan {
        EditingPlan(
            methods: chosenMethods, counts: plannedCounts ?? [], seed: seed, fluencyTokens: fluencyTokens)
    }

    private var settings: EditingSetup.Settings {
        var facts = FactSettings.plain
        (facts.names, facts.phrasing, facts.templatesMax) = (names, .training, templates)
        facts.relations = chosenRelations
        let needed = plan.counts.map { $0.edits * $0.runs }.max() ?? 0
        return EditingSetup.Settings(
            material: EditingMaterial.Options(
                set: set, file: file, count: cases ?? needed, seed: seed, facts: facts, others: others,
                scratch: scratch),
            isAbsorbed: absorbed, isKnownOnly: known, areMethodsChosen: methods != nil, changes: changes)
    }

    private var changes: [String: [String]] {
        setting.reduce(into: [:]) { changes, change in
            let parts = change.split(separator: ".", maxSplits: 1).map(String.init)
            if parts.count == 2 { changes[parts[0], default: []].append(parts[1]) }
        }
    }

    private func write(_ text: String, to path: String?, _ what: String) throws(Failure) {
        guard let path else { return }
        do { try writeAtomically(Array(text.utf8), to: path) } catch {
            throw Failure(.io, "The \(what) were not written: \(error)")
        }
    }
}

extension EditingSetName: ExpressibleByArgument {}
