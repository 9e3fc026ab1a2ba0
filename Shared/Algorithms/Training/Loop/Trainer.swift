public import Autograd
public import Tensors
public import Transformer

/// How the parameters of a model are changed.
public struct TrainerOptions: Sendable, Equatable {
    public var schedule: RateSchedule
    /// The norm that the gradients are held to, all together; nil: none.
    public var clipNorm: Double?
    /// Batches whose gradients are summed for one update.
    public var accumulation: Int
    /// Decay of the average of the weights; nil: no average is kept.
    public var averageDecay: Double?

    public init(schedule: RateSchedule, clipNorm: Double?, accumulation: Int, averageDecay: Double?) {
        precondition(accumulation > 0, "\(accumulation) batches for an update")
        (self.schedule, self.clipNorm) = (schedule, clipNorm)
        (self.accumulation, self.averageDecay) = (accumulation, averageDecay)
    }
}

/// Changes a model by the gradients of objectives that are handed to it.
public struct Trainer: Sendable {
    public let options: TrainerOptions
    public private(set) var model: TrainedModel
    public private(set) var optimiser: Optimiser
    public private(set) var average: WeightAverage?
    /// The norm of the gradients of the last update, before it was held down.
    public private(set) var gradientNorm = 0.0

    public init(_ model: TrainedModel, choices: [String: Optimiser.Choice], options: TrainerOptions) {
        self.model = model
        self.options = options
        optimiser = Optimiser(choices)
        average = options.averageDecay.map { WeightAverage(decay: $0, model.parameters) }
    }

    /// Updates so far.
    public var updates: Int { optimiser.updates }

    public var selection: ParameterSelection { optimiser.selection }

    /// How many numbers change.
    public var parameterCount: Int {
        model.parameters.names.filter(selection.contains).reduce(0) { $0 + (model.parameters[$1]?.count ?? 0) }
    }

    /// What the learning rates of the next update are multiplied by.
    public var rateFactor: Double { options.schedule.factor(updates) }

    /// One update.
    ///
    /// - Parameter objective: gives the gradients and measures of batch 0 ..< accumulation with the decoder as it is.
    public mutating func update(
        _ objective: (Decoder, Int) -> (gradients: Gradients, measures: StepMeasures)
    ) -> StepMeasures {
        var (sum, measures) = gradients(objective)
        if options.accumulation > 1 { sum.scale(by: 1 / Float(options.accumulation)) }
        gradientNorm = sum.norm
        // A gradient that is no number would spoil every parameter: such an update is left out.
        guard gradientNorm.isFinite else {
            measures.skipped += 1
            return measures
        }
        if let most = options.clipNorm, gradientNorm > most { sum.scale(by: Float(most / gradientNorm)) }
        let factor = rateFactor
        var optimiser = self.optimiser
        self.optimiser = Optimiser([:])
        model.update { optimiser.update(&$0, with: sum, schedule: factor) }
        self.optimiser = optimiser
        average?.add(model.parameters)
        return measures
    }

    /// In a function of its own, so that the decoder is gone when the parameters change.
    private func gradients(
        _ objective: (Decoder, Int) -> (gradients: Gradients, measures: StepMeasures)
    ) -> (Gradients, StepMeasures) {
        let decoder = model.decoder()
        var (sum, measures) = (Gradients(), StepMeasures())
        for batch in 0..<options.accumulation {
            let result = objective(decoder, batch)
            sum.add(result.gradients)
            measures.add(result.measures)
        }
        return (sum, measures)
    }
}

// MARK: Restoring

extension Trainer {
    /// What a tensor of a checkpoint is.
    public enum Role: Sendable { case parameter, optimiser, average }

    /// Goes back to where a trainer of the same model and choices stood.
    ///
    /// - Parameter value: the tensor of a role and name; nil where there was none.
    public mutating func restore(updates: Int, averageCount: Int, _ value: (Role, String) -> Tensor?) {
        model.update { parameters in
            for name in parameters.names {
                if let found = value(.parameter, name) { parameters.replace(name, with: found) }
            }
        }
        optimiser.restore(updates: updates) { value(.optimiser, $0) }
        guard let decay = options.averageDecay else { return }
        var averaged = model.parameters
        for name in averaged.names {
            if let found = value(.average, name) { averaged.replace(name, with: found) }
        }
        average = WeightAverage(decay: decay, averaged, count: averageCount)
    }
}
