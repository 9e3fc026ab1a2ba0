internal import Bytes
internal import Datasets
internal import Evaluation

/// What a measurement of perplexity is a function of, besides its data.
package struct PerplexityPlan: Codable, Equatable, Sendable {
    package let tokens, length, windows, clozes, updates, blocks: Int
    package let seed: UInt64
}

/// How a model turns texts into tokens and back.
struct TextEncoding {
    let encode: @Sendable (String) -> [Int32]
    let decode: @Sendable ([Int32]) -> String
}

/// Held-out texts, in an order that the seed gives.
struct PerplexityMaterial {
    private(set) var sources: [EvaluationSource] = []
    private let plan: PerplexityPlan
    private let scratch: String
    private let report: (BadRecord) -> Void
    private var texts: [String] = []
    private var clozes: [ClozeRecord] = []

    init(_ plan: PerplexityPlan, scratch: String, report: @escaping (BadRecord) -> Void) {
        (self.plan, self.scratch, self.report) = (plan, scratch, report)
    }

    /// A token stands for about four bytes of text in any vocabulary; a window more than needed does no harm.
    private static let bytesOfToken = 16

    /// - Parameter path: of texts; `clozes`: of LAMBADA, if it is wanted.
    mutating func read(text path: String, clozes other: String?) throws(Failure) {
        do throws(DatasetsError) {
            let file = try DatasetFile(path: path, scratch: scratch)
            var reader = try DatasetReader<TextRecord>(file, order: .shuffled(seed: plan.seed))
            var bytes = 0
            while bytes < plan.tokens * Self.bytesOfToken, let record = try reader.next(report: report) {
                let kept = String(record.text.prefix(plan.length * plan.windows * Self.bytesOfToken))
                texts.append(kept)
                bytes += kept.utf8.count
            }
            note(file, texts.count)
            guard let other else { return }
            let second = try DatasetFile(path: other, scratch: scratch)
            var words = try DatasetReader<ClozeRecord>(second, order: .shuffled(seed: plan.seed))
            while clozes.count < plan.clozes, let record = try words.next(report: report) { clozes.append(record) }
            note(second, clozes.count)
        } catch {
            throw Failure(error)
        }
    }

    private mutating func note(_ file: DatasetFile, _ count: Int) {
        sources.append(
            EvaluationSource(path: file.path, sha256: file.digest.hexadecimal, documents: count, questions: 0))
    }

    /// Windows of texts, `plan.tokens` tokens in all; of a text the first few.
    func scored(_ encoding: TextEncoding) -> [ScoredText] {
        var (found, sum): ([ScoredText], Int) = ([], 0)
        for text in texts where sum < plan.tokens {
            let tokens = encoding.encode(text)
            var (windows, bytes): ([[Int32]], Int) = ([], 0)
            for start in stride(from: 0, to: tokens.count, by: plan.length).prefix(plan.windows) {
                let window = Array(tokens[start..<min(start + plan.length, tokens.count)])
                guard window.count > 1 else { break }
                windows.append(window)
                bytes += encoding.decode(Array(window.dropFirst())).utf8.count
            }
            guard !windows.isEmpty else { continue }
            sum += windows.reduce(0) { $0 + $1.count }
            found.append(ScoredText(windows: windows, bytes: bytes))
        }
        return found
    }

    func clozes(_ encoding: TextEncoding) -> [ClozeText] {
        clozes.compactMap { record in
            let context = encoding.encode(record.context)
            let whole = encoding.encode(record.context + " " + record.word)
            // What the word adds, as it is spelt behind the context.
            guard !context.isEmpty, whole.count > context.count, Array(whole[..<context.count]) == context else {
                return nil
            }
            return ClozeText(context: context, word: Array(whole[context.count...]))
        }
    }
}
