public import Transformer

/// A method with settings that were published for a model.
public struct EditPreset: Sendable {
    /// As papers call the method, such as `r-rome`.
    public let method: String
    /// As people call the model, such as `llama-2-7b`.
    public let model: String
    /// Where the settings come from.
    public let source: String
    public let settings: any EditMethod
}

/// Settings that were published. Layers suit the models they were found on; for another model trace first.
public enum EditPresets {
    public static let all = rankOne + mass + others + shipped

    /// What people call a model of this shape; nil for one that nobody published settings for.
    public static func model(of configuration: ModelConfiguration) -> String? {
        let shape = [
            configuration.layers, configuration.width, configuration.feedForwardWidth, configuration.vocabulary,
        ]
        return shapes.first { $0.shape == shape }?.model
    }

    /// Layers, width, width of the feed-forward blocks, vocabulary.
    private static let shapes: [(model: String, shape: [Int])] = [
        ("llama-2-7b", [32, 4096, 11_008, 32_000]), ("llama-3-8b", [32, 4096, 14_336, 128_256]),
        ("mistral-7b", [32, 4096, 14_336, 32_000]), ("gpt2-xl", [48, 1600, 6400, 50_257]),
        ("pilot", [4, 128, 352, 2048]), ("engram-small", [6, 256, 704, 4096]),
    ]

    public static func preset(_ method: String, for model: String) -> EditPreset? {
        all.first { $0.method == method && $0.model == model }
    }

    private static let easyEdit = "EasyEdit 14cea82, hparams"
    private static let llamas = ["llama-2-7b", "llama-3-8b", "mistral-7b"]
    private static let early = ValueSettings(steps: 20, decay: 0.5)

    private static let rankOne: [EditPreset] = [("rome", RankOneEditing.Keys.mixed), ("r-rome", .prompt)].flatMap {
        method, keys in
        llamas.map {
            EditPreset(method: method, model: $0, source: easyEdit, settings: RankOneEditing(layer: 5, keys: keys))
        } + [
            EditPreset(
                method: method, model: "gpt2-xl", source: "Meng et al. 2022, with second moments",
                settings: RankOneEditing(layer: 17, keys: keys, usesMoments: true, value: early))
        ]
    }

    private static let mass = ["llama-2-7b", "mistral-7b"].map {
        EditPreset(
            method: "memit", model: $0, source: easyEdit,
            settings: MassEditing(layers: [4, 5, 6, 7, 8], equation: .leastSquares(weight: 15_000)))
    } + [
        EditPreset(
            method: "memit", model: "llama-3-8b", source: "AlphaEdit's layers with MEMIT's settings; none is published",
            settings: MassEditing(layers: [4, 5, 6, 7, 8], equation: .leastSquares(weight: 15_000))),
        EditPreset(
            method: "memit", model: "gpt2-xl", source: easyEdit,
            settings: MassEditing(
                layers: [13, 14, 15, 16, 17], equation: .leastSquares(weight: 20_000),
                value: ValueSettings(steps: 20, decay: 0.5, reach: 0.75))),
        EditPreset(
            method: "emmet", model: "llama-2-7b", source: easyEdit,
            settings: MassEditing(layers: [5], equation: .constrained(weight: 100_000, ridge: 0, slack: 0.1))),
        EditPreset(
            method: "alphaedit", model: "llama-3-8b", source: easyEdit,
            settings: MassEditing(
                layers: [4, 5, 6, 7, 8], equation: .projected(threshold: 0.02, ridge: 1),
                value: ValueSettings(rate: 0.1, decay: 0.5, reach: 0.75))),
        EditPreset(
            method: "alphaedit", model: "gpt2-xl", source: easyEdit,
            settings: MassEditing(
                layers: [13, 14, 15, 16, 17], equation: .projected(threshold: 0.02, ridge: 10),
                value: ValueSettings(steps: 20, decay: 0.5, reach: 0.75))),
    ]

    private static let others: [EditPreset] = [
        EditPreset(
            method: "ft-m", model: "llama-2-7b", source: easyEdit, settings: FineTuning(site: EditSite(layer: 21))),
        EditPreset(
            method: "ft-m", model: "llama-3-8b", source: easyEdit, settings: FineTuning(site: EditSite(layer: 21))),
        EditPreset(
            method: "ft-m", model: "mistral-7b", source: easyEdit,
            settings: FineTuning(site: EditSite(layer: 21), rate: 5e-5)),
        EditPreset(
            method: "ft-l", model: "gpt2-xl", source: easyEdit,
            settings: FineTuning(site: EditSite(layer: 0), objective: .promptLast, reach: 5e-4)),
        EditPreset(
            method: "grace", model: "llama-2-7b", source: easyEdit,
            settings: CodebookEditing(site: EditSite(layer: 27))),
        EditPreset(
            method: "grace", model: "gpt2-xl", source: easyEdit,
            settings: CodebookEditing(site: EditSite(layer: 35, projection: .up), steps: 200)),
        EditPreset(
            method: "memoir", model: "llama-3-8b", source: "qym7/MEMOIR, hparams; without its weight decay",
            settings: ResidualMemoryEditing(site: EditSite(layer: 27), columns: 4096)),
    ]
}
