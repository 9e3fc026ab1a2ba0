internal import Files
internal import Foundation

/// One line of `metrics.jsonl`.
struct TrainingMetrics: Codable, Equatable {
    /// Updates so far, with the ones this line sums up.
    var update: Int
    /// Tokens read so far.
    var tokens: Int
    /// Time of training so far, over all sittings, in seconds.
    var seconds: Double
    /// Mean weighted loss since the last line, in nats; nil in lines of measurements.
    var loss: Double?
    var stage: String
    /// The share of right answers in the stage's window.
    var accuracy: Double?
    /// What the learning rates are multiplied by.
    var rate: Double
    /// The gradients' norm at the last update.
    var norm: Double
    var tokensPerSecond: Double
    /// Measurements on data that is not trained on.
    var measured: [String: Double]?
    /// Whether a stage ended here.
    var promoted: Bool?
    var skipped: Int?
}

/// The lines of a run, in a file that grows.
struct MetricsFile {
    let path: String
    private(set) var lines: [TrainingMetrics] = []
    private static let bytesMax = 1 << 30

    /// - Parameter updates: lines after so many updates are left out: the run was stopped before they were saved.
    init(path: String, upTo updates: Int) throws {
        self.path = path
        guard fileExists(path), updates > 0 else {
            try writeAtomically([], to: path)
            return
        }
        let decoder = JSONDecoder()
        let bytes = try readFile(path, bytesMax: Self.bytesMax)
        lines = try bytes.split(separator: UInt8(ascii: "\n"))
            .map { try decoder.decode(TrainingMetrics.self, from: Data($0)) }
            .filter { $0.update <= updates }
        let kept = try lines.map { try Terminal.jsonLine($0) + "\n" }.joined()
        try writeAtomically(Array(kept.utf8), to: path)
    }

    mutating func append(_ line: TrainingMetrics) throws {
        lines.append(line)
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        defer { try? handle.close() }
        try handle.seekToEnd()
        try handle.write(contentsOf: Data((try Terminal.jsonLine(line) + "\n").utf8))
    }
}
