internal import Tensors
internal import Training

/// What one kind of training does; the run around it knows updates, files and signals alone.
protocol TrainingTask {
    /// What it needs to go on from a checkpoint, beside the trainer.
    associatedtype State: Codable

    /// What is being learned now, in a word or two.
    var stage: String { get }

    /// The share of right answers of this stage; nil where there are none.
    var accuracy: Double? { get }

    var state: State { get }

    /// Large parts of the state, by names.
    var tensors: [String: Tensor] { get }

    mutating func restore(_ state: State, tensors: [String: Tensor]) throws

    /// One update.
    ///
    /// - Returns: what it measured, and whether another stage begins.
    mutating func update(_ trainer: inout Trainer) throws -> (measures: StepMeasures, isPromoted: Bool)

    /// What is to be said when a sitting ends.
    var closing: [String] { get }

    /// Measures on data that is not trained on, by names; empty where there is none.
    mutating func evaluate(_ model: TrainedModel) throws -> [String: Double]
}

extension TrainingTask {
    var tensors: [String: Tensor] { [:] }
    var closing: [String] { [] }
    func evaluate(_ model: TrainedModel) throws -> [String: Double] { [:] }
}
