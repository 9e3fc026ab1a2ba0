extension EditPresets {
    /// The models of deploy/models, by measuring: docs/EDITING.md says how.
    static let shipped = pilot + small("pilot", layers: 4).filter { preset in
        !pilot.contains { $0.method == preset.method }
    } + small("engram-small", layers: 6)

    private static let measured = "docs/EDITING.md, measured"

    /// It knows no facts in its weights: these are for prompts that it answers by chance.
    private static let pilot: [EditPreset] = [
        EditPreset(method: "r-rome", model: "pilot", source: measured, settings: RankOneEditing(layer: 1)),
        EditPreset(
            method: "ft-m", model: "pilot", source: measured,
            settings: FineTuning(site: EditSite(layer: 3), optimizer: .gradient, rate: 0.05)),
        EditPreset(
            method: "grace", model: "pilot", source: measured,
            settings: CodebookEditing(
                site: EditSite(layer: 2), settings: CodebookSettings(replacement: .all), steps: 100)),
        EditPreset(
            method: "memoir", model: "pilot", source: measured,
            settings: ResidualMemoryEditing(site: EditSite(layer: 3), columns: 100, threshold: 0.75, steps: 100)),
        EditPreset(
            method: "knn-lm", model: "pilot", source: measured,
            settings: NeighbourEditing(settings: NeighbourSettings(temperature: 10, share: 0.9, reach: 100))),
    ]

    /// Settings for a model of a few layers that knows its facts in its weights.
    ///
    /// - Parameter layers: of the model; the first is 0.
    private static func small(_ model: String, layers: UInt16) -> [EditPreset] {
        let (early, site) = (layers / 2 - 1, EditSite(layer: Int(layers) - 2))
        func preset(_ method: String, _ settings: any EditMethod) -> EditPreset {
            EditPreset(method: method, model: model, source: measured, settings: settings)
        }
        return [
            preset("rome", RankOneEditing(layer: early, keys: .mixed)),
            preset("r-rome", RankOneEditing(layer: early)),
            preset("memit", MassEditing(layers: [early, early + 1], equation: .leastSquares(weight: 1))),
            preset("emmet", MassEditing(layers: [early], equation: .constrained(weight: 1, ridge: 0, slack: 0.1))),
            preset("alphaedit", MassEditing(
                layers: [early, early + 1], equation: .projected(threshold: 0.02, ridge: 1))),
            preset("ft", FineTuning(site: site)),
            preset("ft-l", FineTuning(site: site, objective: .promptLast, reach: 5e-4)),
            preset("ft-m", FineTuning(site: site, rate: 5e-3)),
            preset("grace", CodebookEditing(site: site)),
            preset("memoir", ResidualMemoryEditing(site: site, columns: 0)),
            preset("knn-lm", NeighbourEditing(settings: NeighbourSettings(count: 16, share: 0.9, reach: 1))),
            preset("ice", ContextEditing(settings: ContextSettings(choice: .always))),
            preset("ike", ContextEditing(settings: ContextSettings(choice: .ranked, count: 1, least: 0.3))),
            preset("rag", ContextEditing(settings: ContextSettings(choice: .ranked, count: 4, least: 0.3))),
        ]
    }
}
