import Editing
import MemoryTypes
import Tensors
import Transformer

/// Models with random weights, and requests to edit them.
enum TinyEditing {
    static let model = ModelDigest(of: [1])

    static func view(_ family: ModelFamily = .llama, stack: EditStack = .empty) throws -> EditView {
        let configuration = ModelConfiguration(
            layers: 3, width: 32, heads: 4, keyValueHeads: family == .llama ? 2 : 4, headWidth: 8,
            feedForwardWidth: 48, vocabulary: 61, normEpsilon: 1e-5,
            rotary: family == .llama ? RotaryConfiguration(theta: 10_000) : nil, positionsMax: 64,
            tiedHead: family == .gpt2, memory: nil, family: family)
        let decoder = Decoder(try ModelWeights(configuration, from: EditingWeights()))
        return try EditView(decoder, model: model, stack: stack)
    }

    /// A prompt of eight tokens with a subject of two.
    static func request(_ seed: Int32 = 0, target: [Int32] = [17, 23]) -> EditRequest {
        let tokens = (0..<8).map { (seed &* 7 + Int32($0) &* 5 + 3) % 61 }
        let prompt = SubjectPrompt(tokens: tokens, subject: 3..<5)
        return EditRequest(
            promptText: "prompt \(seed)", subjectText: "subject", targetText: "target", prompt: prompt,
            continuation: prompt, essence: SubjectPrompt(tokens: Array(tokens[3..<5]) + [1, 2], subject: 0..<2),
            target: target)
    }

    /// A text that depends on its number alone.
    private static func tokens(_ number: Int, count: Int) -> [Int32] {
        (0..<count).map { place in
            let token: Int = number * 17 + place * place * 7 + 1
            return Int32(token % 61)
        }
    }

    static func resources(_ view: EditView, layers: [Int]) throws -> EditResources {
        var resources = EditResources(prefixes: PrefixBank(version: 1, prefixes: [[9, 8, 7], [50, 41]]))
        resources.background = (0..<6).map { tokens($0, count: 5) }
        var builder = try KeyStatisticsBuilder(view, sites: layers.map { EditSite(layer: $0) })
        try builder.add((0..<30).map { tokens(100 + $0, count: 12) })
        resources.statistics = builder.statistics
        return resources
    }

    /// One of each method, for the tiny models.
    static let methods: [any EditMethod] = [
        RankOneEditing(layer: 1, usesMoments: true), RankOneEditing(layer: 1, keys: .templates),
        RankOneEditing(layer: 1, keys: .mixed),
        MassEditing(layers: [0, 1], equation: .leastSquares(weight: 1)),
        MassEditing(layers: [1], equation: .constrained(weight: 1, ridge: 0, slack: 0.01)),
        MassEditing(layers: [0, 1], equation: .projected(threshold: 0.5, ridge: 0.01)),
        FineTuning(site: EditSite(layer: 1), rate: 0.01),
        FineTuning(site: EditSite(layer: 1), objective: .promptLast, rate: 0.01, reach: 0.05),
        FineTuning(site: EditSite(layer: 2), optimizer: .gradient, rate: 0.5),
        CodebookEditing(site: EditSite(layer: 1)),
        ResidualMemoryEditing(site: EditSite(layer: 1), columns: 14, steps: 60),
        NeighbourEditing(settings: NeighbourSettings(count: 8, temperature: 0.1, share: 0.9)),
        ContextEditing(settings: ContextSettings(choice: .ranked, count: 2, least: 0.1)),
    ]
}

/// Weights that are a function of their name.
struct EditingWeights: WeightSource {
    func contains(_ name: String) -> Bool { true }

    func weight(_ request: TensorRequest) throws(TensorError) -> Weight {
        let rows = request.shape.dropLast().reduce(1, *), columns = request.shape.last ?? 1
        let place = request.name.utf8.reduce(UInt64(1)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        var generator = CounterGenerator(key: (7, place), place: (0, 0, 0))
        let isNorm = request.name.hasSuffix("norm.weight") || request.name.contains("ln_")
        let numbers = (0..<rows * columns).map { _ in
            Float(generator.nextUnit() - 0.5) * (isNorm ? 0.2 : 0.5) + (isNorm ? 1 : 0)
        }
        return try Weight(request.wanted(of: Tensor(rows: rows, columns: columns, numbers)), format: .f32)
    }
}
