internal import Autograd
internal import Checkpoints
internal import LatentMemory
internal import ServiceKit
internal import Training

extension TrainingOptions {
    /// Trains, and writes the model when all updates are done.
    ///
    /// - Parameter pool: what the finished model's pool is; nil where it has not been filled.
    func train<Kind: TrainingTask>(
        _ task: Kind, _ start: TrainingStart, _ settings: Settings, _ folder: TrainingFolder, _ terminal: Terminal,
        pool: (Kind) -> PoolDelta? = { _ in nil }
    ) async throws {
        let trainer = Trainer(
            start.model, choices: settings.choices(for: start.model), options: settings.trainerOptions)
        let (all, trained) = (start.model.parameters.count, trainer.parameterCount)
        terminal.note("\(all) parameters, \(trained) of them change, in \(settings.number("updates")) updates")
        try await stoppable { stop in
            var run = try TrainingRun(
                trainer, task, plan: .init(settings), folder: folder, resume: resume, stop: stop, terminal: terminal)
            let isDone = try await run.run()
            for line in run.task.closing { terminal.note(line) }
            guard isDone else {
                terminal.note("saved after \(run.trainer.updates) updates; go on with --resume")
                return
            }
            let parameters = run.trainer.average?.parameters ?? run.trainer.model.parameters
            try TrainedModelFolder(start.model.configuration, parameters, pool: pool(run.task)).write(
                to: folder.model, type: settings.text("precision") == "f32" ? .float32 : .brain16,
                tokenizer: start.tokenizerFolder, bos: start.bos.map(Int.init), eos: Int(start.eos))
            terminal.note("the model is in \(folder.model)")
        }
    }
}

extension TrainingRun.Plan {
    init(_ settings: Settings) {
        let minutes = settings.number("stop-after-minutes")
        self.init(
            updates: settings.number("updates"), logEvery: settings.number("log-every"),
            checkpointEvery: settings.number("checkpoint-every"), evaluateEvery: settings.number("evaluate-every"),
            secondsMax: minutes > 0 ? Double(minutes) * 60 : nil)
    }
}
