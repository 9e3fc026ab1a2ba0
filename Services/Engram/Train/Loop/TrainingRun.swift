internal import Bytes
internal import Checkpoints
internal import Foundation
internal import Synchronization
internal import Tensors
internal import Training

/// Says that a run is to end after the update that is under way.
final class StopRequest: Sendable {
    private let asked = Atomic(false)

    func ask() { asked.store(true, ordering: .relaxed) }
    var isAsked: Bool { asked.load(ordering: .relaxed) }
}

/// Updates, one after the other, with everything around them: metrics, progress, checkpoints, an orderly end.
struct TrainingRun<Task: TrainingTask> {
    struct Plan {
        var updates: Int
        var logEvery: Int
        var checkpointEvery: Int
        var evaluateEvery: Int
        var secondsMax: Double?
    }

    /// What a checkpoint keeps of the run.
    struct Saved: Codable {
        var tokens: Int
        var seconds: Double
        var task: Task.State
    }

    let plan: Plan
    let folder: TrainingFolder
    let stop: StopRequest
    let terminal: Terminal
    private(set) var trainer: Trainer
    private(set) var task: Task
    private var metrics: MetricsFile
    private var tokens = 0
    private var secondsBefore = 0.0
    private let updatesBefore: Int
    private var begin = ContinuousClock.now
    private var interval = StepMeasures()
    private var intervalBegin = ContinuousClock.now
    private var bar: ProgressBar

    init(
        _ trainer: Trainer, _ task: Task, plan: Plan, folder: TrainingFolder, resume: Bool, stop: StopRequest,
        terminal: Terminal
    ) throws {
        (self.plan, self.folder, self.stop, self.terminal) = (plan, folder, stop, terminal)
        (self.trainer, self.task) = (trainer, task)
        try folder.prepare()
        let checkpoint = folder.checkpoint
        guard resume || !checkpoint.exists else {
            throw Failure(
                .usage, "\(folder.root) holds a run already.", advice: "Go on with --resume, or choose another --out.")
        }
        var saved: Saved?
        if resume, checkpoint.exists {
            let (run, tensors) = try checkpoint.restore(&self.trainer)
            let found = try JSONDecoder().decode(Saved.self, from: Data(run.encoded))
            try self.task.restore(found.task, tensors: tensors)
            saved = found
        }
        updatesBefore = self.trainer.updates
        metrics = try MetricsFile(path: folder.metrics, upTo: self.trainer.updates)
        bar = ProgressBar("train", on: terminal)
        (tokens, secondsBefore) = (saved?.tokens ?? 0, saved?.seconds ?? 0)
    }

    private var seconds: Double { secondsBefore + (ContinuousClock.now - begin) / .seconds(1) }

    /// Trains until all updates are done, the time is over or somebody asks to stop; saves in every case.
    ///
    /// - Returns: whether all updates are done.
    mutating func run() async throws -> Bool {
        // About what the tapes of one update need: pages from the operating system took a fifth of the time.
        TensorMemory.keep(bytes: 1 << 30)
        begin = .now
        intervalBegin = .now
        while trainer.updates < plan.updates, !stop.isAsked, !isTimeOver {
            try step()
            // Whoever listens for signals may have nothing but this thread.
            await _Concurrency.Task.yield()
        }
        bar.clear()
        try save()
        try folder.draw(metrics.lines)
        return trainer.updates >= plan.updates
    }

    private var isTimeOver: Bool { plan.secondsMax.map { (ContinuousClock.now - begin) / .seconds(1) >= $0 } ?? false }

    private mutating func step() throws {
        let rate = trainer.rateFactor
        let (measures, isPromoted) = try task.update(&trainer)
        interval.add(measures)
        tokens += measures.tokens
        let updates = trainer.updates
        let isLast = updates >= plan.updates
        if updates.isMultiple(of: plan.logEvery) || isPromoted || isLast { try log(rate, isPromoted) }
        if updates.isMultiple(of: plan.evaluateEvery) || isLast { try measure(rate) }
        if updates.isMultiple(of: plan.checkpointEvery) { try save() }
        show()
    }

    private mutating func line(_ rate: Double) -> TrainingMetrics {
        let elapsed = max(1e-9, (ContinuousClock.now - intervalBegin) / .seconds(1))
        return TrainingMetrics(
            update: trainer.updates, tokens: tokens, seconds: seconds, stage: task.stage, accuracy: task.accuracy,
            rate: rate, norm: trainer.gradientNorm, tokensPerSecond: Double(interval.tokens) / elapsed)
    }

    private mutating func log(_ rate: Double, _ isPromoted: Bool) throws {
        var line = line(rate)
        line.loss = interval.loss
        line.promoted = isPromoted ? true : nil
        // The window of a stage that just began says nothing yet.
        if isPromoted { line.accuracy = nil }
        line.skipped = interval.skipped > 0 ? interval.skipped : nil
        try metrics.append(line)
        if isPromoted || !terminal.showsProgress { note(line) }
        interval = StepMeasures()
        intervalBegin = .now
    }

    private mutating func measure(_ rate: Double) throws {
        let measured = try task.evaluate(trainer.model)
        guard !measured.isEmpty else { return }
        var line = line(rate)
        line.measured = measured
        try metrics.append(line)
        note(line)
        intervalBegin = .now
        interval = StepMeasures()
    }

    private func note(_ line: TrainingMetrics) {
        var parts = ["update \(line.update)", Amounts.milliseconds(UInt64(line.seconds * 1000))]
        if let loss = line.loss { parts.append("loss \(Amounts.decimals(loss, 4))") }
        if let accuracy = line.accuracy { parts.append("right \(Amounts.decimals(accuracy, 3))") }
        parts += (line.measured ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key) \(Amounts.decimals($0.value, 4))" }
        parts.append("\(Int(line.tokensPerSecond)) tokens/s")
        parts.append(line.promoted == true ? "now \(line.stage)" : line.stage)
        bar.clear()
        terminal.note(parts.joined(separator: "  "))
    }

    private mutating func show() {
        let done = trainer.updates
        let perUpdate = (seconds - secondsBefore) / Double(max(1, done - updatesBefore))
        let left = UInt64(perUpdate * Double(max(0, plan.updates - done)) * 1000)
        let rate = Double(interval.tokens) / max(1e-9, (ContinuousClock.now - intervalBegin) / .seconds(1))
        let text = "loss \(Amounts.decimals(interval.loss, 3))  \(Int(rate)) tokens/s  "
            + "\(Amounts.milliseconds(left)) left  \(task.stage)"
        bar.show(done, of: plan.updates, text)
    }

    private func save() throws {
        let saved = Saved(tokens: tokens, seconds: seconds, task: task.state)
        let run = try JSON(parsing: try Terminal.jsonLine(saved))
        try folder.checkpoint.write(trainer, run: run, tensors: task.tensors)
    }
}
