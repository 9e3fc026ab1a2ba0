internal import Autograd
internal import Checkpoints
internal import Evaluation
internal import Files
internal import LatentMemory
internal import Training

/// What a run leaves on the disk.
///
///     FOLDER/metrics.jsonl   a line for every few updates
///     FOLDER/checkpoint/     what --resume goes on from
///     FOLDER/model/          the finished model, as a Hugging Face folder
///     FOLDER/curves.svg      loss, accuracy and measurements over updates
struct TrainingFolder {
    let root: String

    var metrics: String { root + "/metrics.jsonl" }
    var checkpoint: TrainingCheckpoint { TrainingCheckpoint(folder: root + "/checkpoint") }
    var model: String { root + "/model" }

    func prepare() throws {
        for folder in [root, root + "/checkpoint", model] { try makeFolder(folder) }
    }

    /// Draws the curves of the lines so far.
    func draw(_ lines: [TrainingMetrics]) throws {
        var plots = [plot("loss in nats", lines) { $0.loss }]
        if lines.contains(where: { $0.accuracy != nil }) {
            plots.append(plot("share of right first tokens", lines, top: 1) { $0.accuracy })
        }
        for name in Set(lines.flatMap { $0.measured.map { Array($0.keys) } ?? [] }).sorted() {
            plots.append(plot(name, lines) { $0.measured?[name] })
        }
        try writeAtomically(Array(LinePlot.svg(plots).utf8), to: root + "/curves.svg")
    }

    private func plot(
        _ title: String, _ lines: [TrainingMetrics], top: Double? = nil, _ value: (TrainingMetrics) -> Double?
    ) -> LinePlot {
        let points = lines.compactMap { line in value(line).map { LinePlot.Point(x: Double(line.update), y: $0) } }
        return LinePlot(
            title: title, xLabel: "updates", series: [.init(name: title, points: points)], yRange: top.map { 0...$0 })
    }
}
