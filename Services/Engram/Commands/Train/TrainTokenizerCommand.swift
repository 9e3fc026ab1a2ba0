internal import ArgumentParser
internal import Files
internal import Foundation
internal import Tokenization

/// A vocabulary of byte pairs from texts.
struct TrainTokenizerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tokenizer",
        abstract: "Learns a byte-level BPE vocabulary and writes tokenizer.json.",
        discussion: """
            Inputs are plain text, or, where a name ends in .jsonl, one JSON object a line with the text in --field; \
            all may be .xz. The same inputs in the same order give the same file. Tokens are numbered: special ones, \
            the 256 bytes, merges.
            """)

    @Option(parsing: .upToNextOption, help: "Files of text.", completion: .file()) var input: [String]
    @Option(help: "Tokens there will be at most, the special ones and 256 bytes among them.") var vocabulary: Int
    @Option(help: "The folder for tokenizer.json and tokenizer_config.json.", completion: .directory) var out: String
    @Option(help: "What cuts texts into words.") var pattern = WordCutting.Pattern.gpt2
    @Flag(help: "Make each digit a word of its own.") var splitDigits = false
    @Option(help: "The token that begins a text.") var bos = "<s>"
    @Option(help: "The token that ends a text.") var eos = "</s>"
    @Option(parsing: .upToNextOption, help: "Further tokens that stand for no text.") var special: [String] = []
    @Option(help: "The member of a JSON line that holds the text.") var field = "text"
    @Option(help: "Pairs that stand in the texts more rarely are not merged.") var minCount = 2
    @Option(help: "A folder with room for one unpacked file.", completion: .directory) var scratch = "."
    @OptionGroup var output: OutputOptions

    /// Special tokens, each once.
    private var specials: [String] {
        ([bos, eos] + special).enumerated().filter { ([bos, eos] + special).firstIndex(of: $1) == $0 }.map(\.element)
    }

    func validate() throws {
        guard specials.allSatisfy({ $0.unicodeScalars.count > 1 }) else {
            throw ValidationError("A special token has at least two characters.")
        }
        guard (256 + specials.count...1_000_000).contains(vocabulary) else {
            throw ValidationError("--vocabulary is \(256 + specials.count) ... 1000000.")
        }
        guard minCount >= 1 else { throw ValidationError("--min-count is at least 1.") }
    }

    func run() async throws {
        let terminal = Surroundings.current.terminal
        let begin = ContinuousClock.now
        let counts = try count(terminal)
        guard counts.count > 0 else { throw Failure(.noInput, "The inputs hold no text.") }
        let trained = try train(counts, terminal)
        try write(trained)
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        try terminal.show(TrainedTokenizerReport(trained, counts, folder: out, seconds: seconds), json: output.json)
    }

    private func count(_ terminal: Terminal) throws -> WordCounts {
        var counts = WordCounts(WordCutting(pattern: pattern, splitsDigits: splitDigits))
        var bar = ProgressBar("read ", on: terminal)
        defer { bar.clear() }
        for path in input {
            let corpus = try TextCorpus(path: path, member: field, scratch: scratch)
            try corpus.forEachText(warn: terminal.warn) { text, done, all in
                try Task.checkCancellation()
                counts.add(text)
                bar.show(done, of: all, path)
            }
        }
        return counts
    }

    private func train(_ counts: WordCounts, _ terminal: Terminal) throws -> TrainedTokenizer {
        var bar = ProgressBar("merge", on: terminal)
        defer { bar.clear() }
        let training = BytePairTraining(vocabulary: vocabulary, specials: specials, countMin: minCount)
        return try training.train(counts) { done in
            try Task.checkCancellation()
            bar.show(done, of: vocabulary)
        }
    }

    private func write(_ trained: TrainedTokenizer) throws {
        do {
            try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
            try writeAtomically(trained.tokenizerJSON, to: out + "/tokenizer.json")
            try writeAtomically(
                trained.settingsJSON(bos: bos, eos: eos), to: out + "/tokenizer_config.json")
        } catch {
            throw Failure(.io, "The folder \(out) cannot be written: \(error)")
        }
    }
}
