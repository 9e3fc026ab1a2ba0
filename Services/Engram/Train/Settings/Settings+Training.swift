internal import Autograd
internal import LatentMemory
internal import ServiceKit
internal import Training
internal import Transformer

extension Settings {
    /// How parameters change: matrices inside of layers by one rule, everything else by the other. Where there are
    /// adapters, only they and the vectors of the memory do.
    func choices(for model: TrainedModel) -> [String: Optimiser.Choice] {
        let (matrices, others) = (rule("matrix-rule", decays: true), rule("other-rule", decays: false))
        let hasAdapters = model.configuration.memory?.adapters != nil
        var choices: [String: Optimiser.Choice] = [:]
        for request in TrainedModel.requests(model.configuration) {
            let isAdded = request.name.contains(".lora_") || MemoryRecorder.parameters.contains(request.name)
            guard isAdded || !hasAdapters else { continue }
            let isMatrix = request.role == .matrix && request.name.hasPrefix("model.layers.")
            choices[request.name] = isMatrix
                ? .init(matrices, rate: decimal("matrix-rate")) : .init(others, rate: decimal("other-rate"))
        }
        return choices
    }

    private func rule(_ name: String, decays: Bool) -> UpdateRule {
        let decay = decays ? decimal("weight-decay") : 0
        return switch text(name) {
        case "muon": .muon(Muon(momentum: decimal("momentum"), weightDecay: decay))
        case "sgd": .sgd(SGD(momentum: decimal("momentum"), weightDecay: decay))
        default: .adamW(AdamW(beta1: decimal("beta1"), beta2: decimal("beta2"), weightDecay: decay))
        }
    }

    var trainerOptions: TrainerOptions {
        let updates = number("updates")
        let schedule = RateSchedule(
            warmUp: number("warm-up"), total: updates, decay: .init(rawValue: text("decay")) ?? .constant,
            decayStart: Int(decimal("decay-start") * Double(updates)), floor: decimal("decay-floor"))
        return TrainerOptions(
            schedule: schedule, clipNorm: decimal("clip-norm") > 0 ? decimal("clip-norm") : nil,
            accumulation: number("accumulation"),
            averageDecay: decimal("average-decay") > 0 ? decimal("average-decay") : nil)
    }

    /// The shape of a model that begins with random weights.
    ///
    /// - Throws: `configuration` where sizes do not fit each other.
    func modelConfiguration(vocabulary: Int) throws(Failure) -> ModelConfiguration {
        let (width, heads, kvHeads) = (number("width"), number("heads"), number("kv-heads"))
        guard width.isMultiple(of: heads), (width / heads).isMultiple(of: 2), heads.isMultiple(of: kvHeads) else {
            throw Failure(
                .configuration, "width \(width), heads \(heads) and kv-heads \(kvHeads) do not fit each other.",
                advice: "A head has an even whole number of columns, and kv-heads divide heads.")
        }
        return ModelConfiguration(
            layers: number("layers"), width: width, heads: heads, keyValueHeads: kvHeads, headWidth: width / heads,
            feedForwardWidth: number("feed-forward"), vocabulary: vocabulary,
            normEpsilon: Float(decimal("norm-epsilon")),
            rotary: RotaryConfiguration(theta: decimal("rope-theta"), scaling: .none, roundsToBFloat16: false),
            positionsMax: number("positions"), tiedHead: true, memory: memoryConfiguration(adapters: nil))
    }

    func memoryConfiguration(adapters: AdapterConfiguration?) -> MemoryConfiguration {
        let tokens = number("update-tokens")
        return MemoryConfiguration(
            updateTokens: tokens, poolTokens: tokens * number("blocks"), addsBos: true,
            dropsPerLayer: isOn("drop-per-layer"), memoryClass: .llama8B, adapters: adapters,
            pieceTokensMax: number("max-piece-tokens"))
    }

    /// The adapters that a model is given; nil where all parameters are trained.
    func adapters() throws(Failure) -> AdapterConfiguration? {
        guard number("lora-rank") > 0 else { return nil }
        let names = text("lora-targets").split(separator: ",").map(String.init)
        let targets = names.compactMap(Projection.init(rawValue:))
        guard targets.count == names.count, !targets.isEmpty else {
            throw Failure(.configuration, "\"\(text("lora-targets"))\" is no list of projections.")
        }
        return AdapterConfiguration(
            rank: number("lora-rank"), alpha: decimal("lora-alpha"), targets: Set(targets),
            readsWithOwn: isOn("two-adapters"))
    }
}
