internal import Datasets
internal import ServiceKit
internal import Training
internal import Transformer

/// Files of text, each with its share.
struct TextMixture {
    private var sources: [(source: TextSource, share: Double)]
    private let warn: @Sendable (String) -> Void

    /// - Throws: `configuration` where a share makes no sense; what the files throw.
    init(_ settings: Settings, _ start: TrainingStart, warn: @escaping @Sendable (String) -> Void) throws {
        let exclusions = try ExclusionFilter(settings)
        self.warn = warn
        sources = try settings.text("text").split(separator: ",").map { part in
            let fields = part.split(separator: "=", maxSplits: 1)
            guard let path = fields.first, let share = fields.count == 2 ? Double(fields[1]) : 1, share > 0 else {
                throw Failure(.configuration, "\"\(part)\" is no FILE=SHARE.")
            }
            let source = try TextSource(
                path: String(path), tokenizer: start.tokenizer, eos: start.eos, seed: UInt64(settings.number("seed")),
                exclusions: exclusions, scratch: settings.text("scratch"))
            return (source, share)
        }
    }

    var isEmpty: Bool { sources.isEmpty }

    var positions: [String: TextSource.Position] {
        Dictionary(sources.map { ($0.source.path, $0.source.position) }) { $1 }
    }

    /// What was read so far, a line for each file.
    var counts: [String] {
        sources.map { "\($0.source.path): \($0.source.counts.given) texts read; \($0.source.counts.leftOut)" }
    }

    mutating func restore(_ positions: [String: TextSource.Position]) throws {
        for index in sources.indices {
            if let position = positions[sources[index].source.path] { try sources[index].source.restore(position) }
        }
    }

    /// The next tokens of a file that chance chooses.
    mutating func take(_ count: Int, using random: inout CounterGenerator) throws -> [Int32] {
        let (index, warn) = (choose(&random), warn)
        return try sources[index].source.take(count) { warn($0.description) }
    }

    /// The next text of a file that chance chooses.
    mutating func document(using random: inout CounterGenerator) throws -> [Int32] {
        let (index, warn) = (choose(&random), warn)
        return try sources[index].source.document { warn($0.description) }
    }

    private func choose(_ random: inout CounterGenerator) -> Int {
        var rest = random.nextUnit() * sources.reduce(0) { $0 + $1.share }
        let found = sources.firstIndex { source in
            rest -= source.share
            return rest < 0
        }
        return found ?? sources.count - 1
    }
}
