import Autograd
import Tensors
import Testing
import Training
import Transformer

/// A model small enough for central differences.
enum TinyModels {
    static func configuration(memory: Bool = false) -> ModelConfiguration {
        let pool = MemoryConfiguration(
            updateTokens: 3, poolTokens: 12, addsBos: true, dropsPerLayer: false, memoryClass: .llama8B, adapters: nil)
        return ModelConfiguration(
            layers: 2, width: 8, heads: 2, keyValueHeads: 1, headWidth: 4, feedForwardWidth: 12, vocabulary: 11,
            normEpsilon: 1e-5, rotary: RotaryConfiguration(theta: 100), positionsMax: 64, tiedHead: true,
            memory: memory ? pool : nil)
    }

    static func model(memory: Bool = false) -> TrainedModel {
        TrainedModel(configuration(memory: memory), deviation: 0.3, seed: 5)
    }
}

extension TrainedModel {
    /// With one number of a parameter changed.
    func nudged(_ name: String, _ place: Int, by step: Float) -> TrainedModel {
        var copy = self
        copy.update { parameters in
            guard let value = parameters[name] else { return }
            var numbers = value.array
            numbers[place] += step
            parameters.replace(name, with: Tensor(rows: value.rows, columns: value.columns, numbers))
        }
        return copy
    }

    /// Compares some numbers of a gradient with central differences of the loss.
    func expect(_ gradient: [Float], of name: String, loss: (TrainedModel) -> Double) {
        for place in [0, gradient.count / 2, gradient.count - 1] {
            let step: Float = 4e-3
            let (above, below) = (loss(nudged(name, place, by: step)), loss(nudged(name, place, by: -step)))
            let wanted = (above - below) / Double(2 * step)
            #expect(abs(Double(gradient[place]) - wanted) < 2e-3 + 0.02 * abs(wanted), "\(name) \(place)")
        }
    }
}

@Suite("Next-token prediction")
struct LanguageObjectiveTests {
    private let batch = [
        TrainingSequence(text: [1, 2, 3, 4, 5]),
        TrainingSequence(tokens: [3, 1, 4, 1], weights: [0, 0, 1, 0.5], answerStarts: [2]),
        TrainingSequence(text: [9, 8, 7, 6, 5, 4, 3]),
    ]

    private func evaluate(_ model: TrainedModel, tapes: Int = 2) -> (gradients: Gradients, measures: StepMeasures) {
        LanguageObjective(model.decoder(), selection: .all, tapes: tapes).evaluate(batch)
    }

    @Test("gradients are those of the mean loss, by central differences")
    func differentiates() throws {
        let model = TinyModels.model()
        let gradients = evaluate(model).gradients
        for name in model.parameters.names {
            let gradient = try #require(gradients[name], "\(name)").array
            model.expect(gradient, of: name) { evaluate($0).measures.loss }
        }
    }

    @Test("the loss is the mean over what counts, and answers are counted where they begin")
    func measures() {
        let found = evaluate(TinyModels.model()).measures
        #expect(found.weight == 4 + 1.5 + 6)
        #expect(found.tokens == 16 && found.answers == 1)
        #expect((1.5...4).contains(found.loss))
    }

    @Test("the same numbers of tapes give the same bits, other numbers the same up to rounding")
    func divides() {
        let model = TinyModels.model()
        let (one, again, two) = (evaluate(model), evaluate(model), evaluate(model, tapes: 1))
        for name in model.parameters.names {
            #expect(one.gradients[name]?.array == again.gradients[name]?.array)
            for (a, b) in zip(one.gradients[name]?.array ?? [], two.gradients[name]?.array ?? []) {
                #expect(abs(a - b) < 1e-5)
            }
        }
    }

    @Test("a model learns a sequence by heart", arguments: [UpdateRule.muon(Muon()), .adamW(AdamW())])
    func learns(rule: UpdateRule) {
        let model = TinyModels.model()
        let choices = Dictionary(uniqueKeysWithValues: model.parameters.names.map { name in
            (name, Optimiser.Choice(name.hasSuffix("_proj.weight") ? rule : .adamW(AdamW()), rate: 0.02))
        })
        let options = TrainerOptions(
            schedule: RateSchedule(warmUp: 2, total: 60, decay: .linear, decayStart: 40), clipNorm: 1, accumulation: 1,
            averageDecay: nil)
        var trainer = Trainer(model, choices: choices, options: options)
        let selection = trainer.selection
        var losses: [Double] = []
        for _ in 0..<60 {
            losses.append(
                trainer.update { decoder, _ in
                    LanguageObjective(decoder, selection: selection, tapes: 2).evaluate(batch)
                }.loss)
        }
        #expect(losses[59] < 0.35 * losses[0])
        #expect(trainer.updates == 60)
    }

    @Test("an update whose gradient is no number is left out")
    func skips() {
        let model = TinyModels.model()
        let choices = ["model.norm.weight": Optimiser.Choice(.adamW(AdamW()), rate: 1)]
        let options = TrainerOptions(
            schedule: RateSchedule(warmUp: 0, total: 9, decay: .constant), clipNorm: nil, accumulation: 1,
            averageDecay: nil)
        var trainer = Trainer(model, choices: choices, options: options)
        let measures = trainer.update { _, _ in
            var gradients = Gradients()
            gradients.put(Tensor(rows: 1, columns: 8, Array(repeating: .nan, count: 8)), "model.norm.weight")
            return (gradients, StepMeasures())
        }
        #expect(measures.skipped == 1)
        #expect(trainer.model.parameters["model.norm.weight"]?.array == Array(repeating: 1, count: 8))
    }
}
