import Autograd
import LatentMemory
import Tensors
import Testing
import Training
import Transformer

@Suite("MemoryLLM's strategies (section 3.2)")
struct StrategyTests {
    private func turn(_ mode: StrategyTurn.Mode, _ contexts: Int) -> StrategyTurn {
        StrategyTurn(
            mode: mode, contexts: (0..<contexts).map { [1, 2, 3, 4, Int32($0)] },
            target: TrainingSequence(text: [5, 6, 7, 8]), generator: CounterGenerator(key: (1, 2), place: (3, 4, 5)))
    }

    private func evaluate(
        _ model: TrainedModel, _ turns: [StrategyTurn], selection: ParameterSelection = .all
    ) -> (gradients: Gradients, measures: StepMeasures, pools: [PoolDelta]) {
        let pools = turns.indices.map { MemoryStream(model.configuration, tokens: 12, seed: 2, number: $0).pool }
        return StrategyObjective(model.decoder(), selection: selection, tapes: 2).evaluate(pools, turns)
    }

    @Test("gradients of every mode are those of its loss, by central differences", arguments: [
        (StrategyTurn.Mode.deltaAlone, 1), (.joined, 2), (.whole(gradient: true), 2), (.recall, 0),
    ])
    func differentiates(mode: StrategyTurn.Mode, contexts: Int) throws {
        let model = TinyModels.model(memory: true)
        let turns = [turn(mode, contexts)]
        let gradients = evaluate(model, turns).gradients
        // What is written without gradient is a constant: compared is the last norm alone, which no write passes.
        let isWhole = mode == .deltaAlone || mode == .whole(gradient: true) || mode == .recall
        for name in isWhole ? model.parameters.names : ["model.norm.weight"] {
            guard let gradient = gradients[name]?.array else {
                #expect(mode == .recall && name == "new_memory_positional_emb", "\(name)")
                continue
            }
            model.expect(gradient, of: name) { evaluate($0, turns).measures.loss }
        }
    }

    @Test("without gradient through the write the vector of new tokens has none")
    func detaches() {
        let model = TinyModels.model(memory: true)
        let name = "new_memory_positional_emb"
        #expect(evaluate(model, [turn(.joined, 2)]).gradients[name] == nil)
        #expect(evaluate(model, [turn(.whole(gradient: false), 2)]).gradients[name] == nil)
        #expect(evaluate(model, [turn(.deltaAlone, 1)]).gradients[name] != nil)
    }

    @Test("a recall leaves the pool as it is, everything else writes its contexts to the end")
    func writes() throws {
        let model = TinyModels.model(memory: true)
        let turns = [turn(.recall, 0), turn(.deltaAlone, 1), turn(.joined, 2), turn(.whole(gradient: true), 2)]
        let after = evaluate(model, turns).pools
        let before = turns.indices.map { MemoryStream(model.configuration, tokens: 12, seed: 2, number: $0).pool }
        let memory = try #require(MemoryModel(model.decoder()))
        #expect(after[0].bytes == before[0].bytes)
        for index in 1..<4 {
            var delta = memory.selfUpdate([1, 2, 3, 4, 0], tail: before[index].tail(3))
            if turns[index].contexts.count == 2 { delta = memory.selfUpdate([1, 2, 3, 4, 1], tail: delta) }
            #expect(after[index].rows == 12)
            for (a, b) in zip(after[index].tail(3).values.array, delta.values.array) { #expect(abs(a - b) < 1e-4) }
        }
    }

    @Test("released: at least one document lies between keeping a target and asking for it; paper: none need to")
    func recalls() {
        var random = CounterGenerator(key: (1, 1), place: (0, 0, 0))
        for (recall, isDueAtOnce) in [(StrategySettings.Recall.released, false), (.paper, true), (.never, false)] {
            var settings = StrategySettings()
            (settings.recall, settings.recallShare) = (recall, 1)
            var state = RecallState()
            var due = [state.isDue(settings, using: &random)]
            state.read(target: [1], contexts: 1)
            due.append(state.isDue(settings, using: &random))
            state.read(target: [2], contexts: 3)
            due.append(state.isDue(settings, using: &random))
            #expect(state.kept == [1] && state.distance == 3)
            state.recalled()
            due.append(state.isDue(settings, using: &random))
            #expect(due == [false, isDueAtOnce, recall != .never, false])
            state.read(target: [4], contexts: 1)
            #expect(state.kept == [4] && state.distance == 0)
        }
    }

    @Test("contexts grow as the code's schedule says")
    func schedules() {
        let released = StrategySettings.released
        #expect([0, 9_999, 10_000, 25_000, 60_000].map(released.contextsMax) == [1, 1, 2, 4, 20])
        #expect(StrategySettings.Contexts.list("0:1,10:2") == [.init(from: 0, most: 1), .init(from: 10, most: 2)])
        for wrong in ["", "1:1", "0:1,0:2", "0:0", "0:1,", "x"] {
            #expect(StrategySettings.Contexts.list(wrong) == nil, "\(wrong)")
        }
    }

    @Test("a text is cut into contexts of the lengths that are wanted, and the last piece is the target")
    func cuts() throws {
        var random = CounterGenerator(key: (1, 1), place: (0, 0, 0))
        let none = ContinuousText([1, 2, 3], lengths: 4...8, using: &random)
        let halved = ContinuousText([1, 2, 3, 4, 5], lengths: 4...8, using: &random)
        let short = try #require(halved)
        #expect(none == nil)
        #expect(short.contexts == [[1, 2]] && short.target == [3, 4, 5])
        let tokens = (0..<100).map(Int32.init)
        let cut = ContinuousText(tokens, lengths: 4...8, using: &random)
        let long = try #require(cut)
        #expect(long.contexts.allSatisfy { (4...8).contains($0.count) } && (4...8).contains(long.target.count))
        let all = long.contexts.flatMap(\.self) + long.target
        #expect(all == Array(tokens.prefix(all.count)) && all.count > 92)
    }
}
