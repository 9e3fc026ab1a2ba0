internal import Tensors

/// The engine against what the machine can do: how fast it reads memory, and how fast OpenBLAS multiplies.
struct EngineBench {
    let shape: BenchShape
    let rounds: Int
    let rates: MachineRates
    let progress: @Sendable (String) -> Void

    private static let prompt = 32
    private static let steps = 16
    private static let piece = 512

    func run(_ group: BenchGroup) async throws -> [Figure] {
        switch group {
        case .decode: try await decode()
        case .prefill: try await inEachFormat(prefill)
        case .update: try await inEachFormat(update)
        case .first: try await inEachFormat(first)
        case .hooks: try await hooks()
        default: []
        }
    }

    /// One format after another, so that only one model stands in memory.
    private func inEachFormat(_ body: (WeightFormat, BenchModel) async throws -> [Figure]) async throws -> [Figure] {
        var figures: [Figure] = []
        for format in WeightFormat.allCases {
            progress("making a model in \(format)")
            figures += try await body(format, try BenchModel(shape, weights: format))
        }
        return figures
    }

    private func sample(_ probes: [Probe]) async throws -> [Samples] {
        try await Probe.interleave(probes, rounds: rounds, progress: progress)
    }
}

// MARK: Decoding: bound by the rate at which weights stream from memory

extension EngineBench {
    private func decode() async throws -> [Figure] {
        progress("making models in bf16 and int8")
        let shape = shape.with(memory: BenchShape.updateTokens)
        let half = try BenchModel(shape, weights: .bf16)
        let byte = try BenchModel(shape, weights: .int8)
        let pair = try await sample([rates.stream, decoding(half, .bf16), decoding(byte, .int8)])
        var figures = [
            ofStream(.bf16, half, pair[1], stream: pair[0], goal: .atLeast(0.8)),
            Figure(
                speed(.int8, pair[2]), against: speed(.bf16, pair[1]), ratio: .combine(pair[2], pair[1], /),
                meaning: "times the bf16 rate", goal: .atLeast(1.7)),
            ofStream(.int8, byte, pair[2], stream: pair[0], goal: nil),
        ]
        figures.append(try await decodeInFull(shape))
        return figures
    }

    private func decodeInFull(_ shape: BenchShape) async throws -> Figure {
        progress("making a model in f32")
        let model = try BenchModel(shape, weights: .f32)
        let samples = try await sample([rates.stream, decoding(model, .f32)])
        return ofStream(.f32, model, samples[1], stream: samples[0], goal: nil)
    }

    /// Tokens a second.
    private func decoding(_ model: BenchModel, _ format: WeightFormat) -> Probe {
        Probe("decode \(format)") {
            Double(Self.steps) / (try await model.decode(prompt: Self.prompt, tokens: Self.steps))
        }
    }

    private func speed(_ format: WeightFormat, _ samples: Samples) -> Figure.Quantity {
        Figure.Quantity("decode \(format)", "token/s", samples)
    }

    private func ofStream(
        _ format: WeightFormat, _ model: BenchModel, _ samples: Samples, stream: Samples, goal: Figure.Goal?
    ) -> Figure {
        let bytes = Double(model.bytesPerToken)
        return Figure(
            speed(format, samples), against: rates.streamQuantity(stream),
            ratio: .combine(samples, stream) { $0 * bytes / $1 },
            meaning: "weights read a second, as a share of the memory's stream rate", goal: goal)
    }
}

// MARK: Prompts and updates: bound by arithmetic

extension EngineBench {
    private func prefill(_ format: WeightFormat, _ model: BenchModel) async throws -> [Figure] {
        let work = model.costs.prefill(tokens: Self.piece)
        let samples = try await sample([
            rates.sgemm, Probe("prefill \(format)") { work / (try await model.prefill(tokens: Self.piece)) },
        ])
        return [ofSgemm("prefill \(format)", samples[1], work, sgemm: samples[0])]
    }

    private func update(_ format: WeightFormat, _ model: BenchModel) async throws -> [Figure] {
        let work = model.costs.selfUpdate(tokens: Self.piece, updateTokens: BenchShape.updateTokens, bosRows: 1)
        let small = model.with(memory: BenchShape.updateTokens)
        let probe = { (name: String, model: BenchModel) in
            Probe(name) { work / (try await model.selfUpdate(tokens: Self.piece)) }
        }
        let samples = try await sample([
            rates.sgemm, probe("self-update \(format)", model), probe("self-update \(format), N = 256", small),
        ])
        let time = { (name: String, samples: Samples) in
            Figure.Quantity(name, "s", samples.map { work / $0 })
        }
        return [
            ofSgemm("self-update \(format)", samples[1], work, sgemm: samples[0]),
            Figure(
                time("self-update \(format), N = \(shape.memory)", samples[1]), against: time("N = 256", samples[2]),
                ratio: .combine(samples[2], samples[1], /), meaning: "time at the larger N over time at the smaller",
                goal: .atMost(1.03)),
        ]
    }

    private func ofSgemm(_ name: String, _ samples: Samples, _ work: Double, sgemm: Samples) -> Figure {
        Figure(
            Figure.Quantity(name + ", \(Self.piece) tokens", "token/s", samples.map { $0 / work * Double(Self.piece) }),
            against: rates.sgemmQuantity(sgemm), ratio: .combine(samples, sgemm, /),
            meaning: "operations a second, as a share of OpenBLAS's f32 rate", goal: .atLeast(0.7))
    }
}

// MARK: The first token

extension EngineBench {
    private func first(_ format: WeightFormat, _ model: BenchModel) async throws -> [Figure] {
        let small = model.with(memory: BenchShape.updateTokens)
        let probe = { (name: String, model: BenchModel, afterUpdate: Bool) in
            Probe(name) { try await model.first(prompt: Self.prompt, afterUpdate: afterUpdate) }
        }
        let samples = try await sample([
            rates.sgemm, probe("first token \(format)", model, false),
            probe("first token \(format) after an update", model, true),
            probe("first token \(format), N = 256", small, false),
        ])
        let time = { (name: String, samples: Samples) in Figure.Quantity(name, "ms", samples.map { $0 * 1000 }) }
        let extra = Samples.combine(samples[1], samples[3], -)
        let attention =
            model.costs.attention(tokens: Self.prompt, memory: shape.memory)
            - model.costs.attention(tokens: Self.prompt, memory: BenchShape.updateTokens)
        let least = samples[0].map { attention / $0 }
        return [
            Figure(
                time("first token \(format), right after an update", samples[2]),
                against: time("without one", samples[1]), ratio: .combine(samples[2], samples[1], /),
                meaning: "time right after an update over time without one; K = 256 new tokens are projected",
                goal: .atMost(1.2)),
            Figure(
                time("first token \(format), N = \(shape.memory) over N = 256", extra),
                against: time("attention at sgemm's rate", least), ratio: .combine(extra, least, /),
                meaning: "extra time over the extra attention's operations at OpenBLAS's f32 rate", goal: .atMost(2)),
        ]
    }
}

// MARK: Hooks that nobody has set

extension EngineBench {
    private func hooks() async throws -> [Figure] {
        progress("making a model in int8")
        // The fastest step: what is not work counts most there.
        let model = try BenchModel(shape.with(memory: BenchShape.updateTokens), weights: .int8)
        let step = Probe("decode int8") {
            try await model.decode(prompt: Self.prompt, tokens: Self.steps) / Double(Self.steps)
        }
        let samples = try await sample([step, Probe("visits of hook sites") { model.visits() }])
        let micro = { (name: String, samples: Samples) in Figure.Quantity(name, "us", samples.map { $0 * 1e6 }) }
        return [
            Figure(
                micro("visits of all hook sites with an empty plan", samples[1]),
                against: micro("a step of decoding in int8", samples[0]), ratio: .combine(samples[1], samples[0], /),
                meaning: "time at all hook sites over the time of a step", goal: .atMost(0.01)),
        ]
    }
}
