internal import ArgumentParser
internal import Bytes
internal import Checkpoints
internal import Editing
internal import Files
internal import Foundation
internal import MemoryTypes
internal import Tensors
internal import Tokenization
internal import Transformer

/// What ordinary keys look like.
struct EditStatisticsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Takes the second moments of a model's keys over a text, which MEMIT, EMMET and AlphaEdit need.",
        discussion: """
            The file belongs to this model, by its digest, and is refused for any other. Give its folder to the update \
            workers: --statistics FOLDER. A layer takes 4 f f bytes, f being the width of its feed-forward block. A \
            hundred thousand texts were published; a text of the kind that the model reads is worth more than a long \
            one. No service is needed.
            """)

    @Option(help: "The model's folder (environment: ENGRAM_MODEL).", completion: .directory) var model: String?
    @Option(help: "A file of text: lines of JSON in .jsonl or .jsonl.xz, else plain.", completion: .file())
    var text: String
    @Option(help: "The member of a JSON line that holds the text.") var field = "text"
    @Option(help: "Layers, with commas between; all if not given.") var layers: String?
    @Option(help: "Tokens to read; fewer give moments that cannot be inverted.") var tokens = 100_000
    @Option(help: "Tokens of one text at most; a plain file is read in parts of so many.") var longest = 256
    @Option(help: "How the weights stand in memory: f32, bf16 or int8, as the workers have them.") var weights = "f32"
    @Option(help: "The file to write.", completion: .file()) var out: String
    @Option(help: "A folder with room for an unpacked file.", completion: .directory) var scratch = "."
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard tokens >= 1 else { throw ValidationError("--tokens is at least 1.") }
        guard (2...1 << 20).contains(longest) else { throw ValidationError("--longest is 2 ... 1048576.") }
        guard chosen != nil else { throw ValidationError("--layers wants numbers with commas between.") }
    }

    /// Empty for all.
    private var chosen: [Int]? {
        let parts = layers?.split(separator: ",", omittingEmptySubsequences: false) ?? []
        let numbers = parts.compactMap { Int($0) }.filter { $0 >= 0 }
        return numbers.count == parts.count && Set(numbers).count == numbers.count ? numbers : nil
    }

    func run() async throws {
        let surroundings = Surroundings.current
        let folder = try ModelFolder.chosen(model, environment: surroundings.environment)
        let loaded = try EditableModel(folder: folder.path, weights: weights)
        let layers = chosen ?? []
        let sites = (layers.isEmpty ? Array(loaded.decoder.layers.indices) : layers).map { EditSite(layer: $0) }
        let statistics = try gather(sites, loaded, surroundings.terminal)
        let digest = try textDigest()
        do throws(CheckpointsError) {
            try KeyStatisticsFile.write(sites.compactMap { statistics[$0] }, text: digest, to: out)
        } catch { throw Failure(.io, "The statistics were not written: \(error)") }
        let report = EditStatisticsReport(
            file: out, model: loaded.name, modelDigest: "\(loaded.digest)", layers: sites.map(\.layer),
            tokens: statistics[sites[0]].map { Int($0.tokens) } ?? 0,
            width: statistics[sites[0]]?.moment.rows ?? 0)
        try surroundings.terminal.show(report, json: output.json)
    }

    private struct Enough: Error {}

    private func gather(
        _ sites: [EditSite], _ loaded: EditableModel, _ terminal: Terminal
    ) throws -> [EditSite: KeyStatistics] {
        var builder = try loaded.explained { () throws(EditingError) in
            try KeyStatisticsBuilder(EditView(loaded.decoder, model: loaded.digest), sites: sites)
        }
        var bar = ProgressBar("tokens", on: terminal)
        defer { bar.clear() }
        let corpus = try TextCorpus(path: text, member: field, scratch: scratch)
        let limit = min(longest, loaded.decoder.configuration.positionLimit)
        do {
            try corpus.forEachText(warn: terminal.warn) { text, _, _ in
                try Task.checkCancellation()
                var rest = loaded.encode(text)[...]
                repeat {
                    let ids = Array(rest.prefix(min(limit, tokens - builder.tokens)))
                    rest = corpus.isPlain ? rest.dropFirst(ids.count) : []
                    if !ids.isEmpty { try builder.add([ids]) }
                    bar.show(builder.tokens, of: tokens)
                    if builder.tokens >= tokens { throw Enough() }
                } while !rest.isEmpty
            }
        } catch is Enough {}
        guard builder.tokens > 0 else { throw Failure(.noInput, "\(text) holds no text.") }
        return builder.statistics
    }

    private func textDigest() throws(Failure) -> BlobDigest {
        do throws(FilesError) { return BlobDigest(of: try readFile(text, bytesMax: 1 << 32)) } catch {
            throw Failure(.noInput, "\(error)")
        }
    }
}

/// What statistics were taken.
struct EditStatisticsReport: Report {
    let file: String
    let model: String
    let modelDigest: String
    let layers: [Int]
    let tokens: Int
    let width: Int

    func write(to terminal: Terminal) {
        var details = Details()
        details.add("file", file)
        details.add("model", "\(model) (\(modelDigest.prefix(12)))")
        details.add("layers", layers.map(String.init).joined(separator: ", "))
        details.add("keys", "\(tokens) of \(width) numbers")
        details.write(to: terminal)
        if tokens < 2 * width {
            terminal.warn(
                "\(tokens) keys of \(width) numbers: the moments are hardly more than their sum. Raise --tokens.")
        }
    }
}
