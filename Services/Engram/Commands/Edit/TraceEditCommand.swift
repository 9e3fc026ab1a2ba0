internal import ArgumentParser
internal import Datasets
internal import Editing
internal import Evaluation
internal import Files
internal import Foundation
internal import Transformer

/// Where a model keeps a fact.
struct TraceEditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Finds which activations carry a fact, and names the layer to edit (causal tracing).",
        discussion: """
            The subject's embeddings are blurred; then single activations are put back, and what that gives the answer \
            is measured: the indirect effect. The layer to edit is the one whose feed-forward blocks give most at the \
            last token of the subject. With --file the effects are means over facts: lines of JSON with subject, \
            prompt and attribute, such as known_1000; facts whose attribute the model does not say first are left out \
            unless --unknown is given. No service is needed.
            """)

    @Option(help: "The model's folder (environment: ENGRAM_MODEL).", completion: .directory) var model: String?
    @Option(help: "A prompt that the fact follows.") var prompt: String?
    @Option(help: "What the fact is about, as the prompt has it.") var subject: String?
    @Option(help: "What is traced; the model's own first token if not given.") var answer: String?
    @Option(help: "A file of facts instead, also as .xz.", completion: .file()) var file: String?
    @Option(help: "Facts of the file at most.") var limit = 100
    @Flag(help: "Trace what the model says where it does not know the attribute.") var unknown = false
    @Option(help: "Blurred copies of each prompt.") var samples = 10
    @Option(help: "Layers of a window of blocks that are put back together; a fifth of all if not given.")
    var window: Int?
    @Option(help: "The noise; three times the spread of the subjects' embeddings if not given.") var noise: Double?
    @Option(help: "Where the drawing begins.") var seed: UInt64 = 1
    @Option(help: "How the weights stand in memory: f32, bf16 or int8.") var weights = "f32"
    @Option(help: "A file for the maps.", completion: .file()) var svg: String?
    @Option(help: "A folder with room for an unpacked file.", completion: .directory) var scratch = "."
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (file == nil) == (prompt != nil), (prompt == nil) == (subject == nil) else {
            throw ValidationError("Give --prompt and --subject, or --file.")
        }
        guard (1...1000).contains(samples) else { throw ValidationError("--samples is 1 ... 1000.") }
        guard (1...1_000_000).contains(limit) else { throw ValidationError("--limit is 1 ... 1000000.") }
        guard (1...1024).contains(window ?? 1) else { throw ValidationError("--window is 1 ... 1024.") }
        guard noise.map({ $0 > 0 && $0.isFinite }) ?? true else { throw ValidationError("--noise is above 0.") }
    }

    func run() async throws {
        let surroundings = Surroundings.current
        let folder = try ModelFolder.chosen(model, environment: surroundings.environment)
        let loaded = try EditableModel(folder: folder.path, weights: weights)
        let layers = loaded.decoder.layers.count
        let tracing = FactTracing(
            model: loaded, samples: samples, window: window ?? max(1, (layers + 2) / 5), noise: noise, seed: seed)
        let facts = try self.facts(surroundings.terminal)
        let report = try tracing.report(
            on: facts, keepsUnknown: unknown || file == nil, limit: limit, on: surroundings.terminal)
        if let svg {
            do { try writeAtomically(Array(HeatMap.svg(report.heatMaps).utf8), to: svg) } catch {
                throw Failure(.io, "The maps were not written: \(error)")
            }
        }
        try surroundings.terminal.show(report, json: output.json)
    }

    private func facts(_ terminal: Terminal) throws -> [TracedFact] {
        if let prompt, let subject { return [TracedFact(prompt: prompt, subject: subject, answer: answer)] }
        do throws(DatasetsError) {
            var reader = try DatasetReader<KnownFactRecord>(
                DatasetFile(path: file ?? "", scratch: scratch), order: .sequential)
            var facts: [TracedFact] = []
            while let record = try reader.next(report: { terminal.warn("\($0); left out.") }) {
                facts.append(TracedFact(prompt: record.prompt, subject: record.subject, answer: record.attribute))
            }
            return facts
        } catch { throw Failure(error) }
    }
}
