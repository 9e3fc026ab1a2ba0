public import Transformer

/// A method as people ask for it: by the name that papers use, and with what is to be otherwise than the preset of the
/// model has it.
public struct EditRecipe: Hashable, Sendable {
    /// Such as `r-rome`.
    public let method: String
    public let changes: [SettingChange]

    /// - Parameter changes: such as `layer=2`, each.
    /// - Throws: `settingUnusable` for what is no NAME=VALUE.
    public init(method: String, changes: [String] = []) throws(EditingError) {
        self.method = method
        var found: [SettingChange] = []
        for change in changes {
            let pair = change.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2, !pair[0].isEmpty, !pair[1].isEmpty else {
                throw .settingUnusable(field: "settings", found: change, wanted: "NAME=VALUE")
            }
            found.append(SettingChange(name: String(pair[0]), value: String(pair[1])))
        }
        self.changes = found
    }

    /// The method with the model's preset, or with the method's own defaults where the changes name the layer, changed.
    ///
    /// - Throws: `methodUnknown`; `settingUnusable` for a setting that is none, and for a layer that nobody names.
    public func settings(for configuration: ModelConfiguration) throws(EditingError) -> any EditMethod {
        guard let form = EditForm.all.first(where: { $0.name == method }) else { throw .methodUnknown(method) }
        let preset = EditPresets.model(of: configuration).flatMap { EditPresets.preset(method, for: $0) }
        let names = changes.map(\.name)
        guard preset != nil || form.needs.isEmpty || form.needs.contains(where: names.contains) else {
            throw .settingUnusable(
                field: form.needs[0], found: "none",
                wanted: "\(form.needs[0])=N: no settings of \(method) are known for this model; "
                    + "`engram edit trace` names a layer")
        }
        var settings = preset?.settings ?? form.settings
        for change in changes { try settings.change(change) }
        return Self.fitted(settings, to: configuration)
    }

    /// MEMOIR's columns, where nobody says how many: the share of the inputs that its authors took.
    private static func fitted(_ settings: any EditMethod, to configuration: ModelConfiguration) -> any EditMethod {
        guard var memoir = settings as? ResidualMemoryEditing, memoir.columns == 0 else { return settings }
        memoir.columns = UInt32(Double(configuration.feedForwardWidth) * 4096 / 14_336)
        return memoir
    }
}

/// The forms of methods that have names of their own.
public struct EditForm: Sendable {
    public let name: String
    /// What it does, for people who choose.
    public let summary: String
    /// Settings of which one has to be named where no preset is.
    let needs: [String]
    let settings: any EditMethod

    private static let layer = ["layer"]
    private static let layers = ["layers"]
    private static let site = EditSite(layer: 0)

    public static let all: [EditForm] = [
        EditForm(
            name: "r-rome", summary: "a rank-one change of one layer, with the prompt's own key", needs: layer,
            settings: RankOneEditing(layer: 0)),
        EditForm(
            name: "rome", summary: "the same as published, which now and then breaks a model", needs: layer,
            settings: RankOneEditing(layer: 0, keys: .mixed)),
        EditForm(
            name: "memit", summary: "many facts at once over several layers; needs key statistics", needs: layers,
            settings: MassEditing(layers: [0], equation: .leastSquares(weight: 15_000))),
        EditForm(
            name: "emmet", summary: "ROME for batches; needs key statistics", needs: layers,
            settings: MassEditing(layers: [0], equation: .constrained(weight: 100_000, ridge: 0, slack: 0.1))),
        EditForm(
            name: "alphaedit", summary: "MEMIT where ordinary keys hardly point; needs key statistics", needs: layers,
            settings: MassEditing(layers: [0], equation: .projected(threshold: 0.02, ridge: 1))),
        EditForm(
            name: "ft-m", summary: "one matrix trained on the target", needs: layer,
            settings: FineTuning(site: site)),
        EditForm(
            name: "ft-l", summary: "the same after the prompt's last token, held near where it was", needs: layer,
            settings: FineTuning(site: site, objective: .promptLast, reach: 5e-4)),
        EditForm(
            name: "grace", summary: "an output for one key; leaves all else alone, hardly generalises", needs: layer,
            settings: CodebookEditing(site: site)),
        EditForm(
            name: "memoir", summary: "columns of a side memory that prompts alike read", needs: layer,
            settings: ResidualMemoryEditing(site: site, columns: 0)),
        EditForm(
            name: "knn-lm", summary: "what follows the prompt is looked up beside the model", needs: [],
            settings: NeighbourEditing()),
        EditForm(
            name: "ice", summary: "the fact is read before every prompt", needs: [],
            settings: ContextEditing(settings: ContextSettings(choice: .always))),
        EditForm(
            name: "rag", summary: "the fact is read before prompts that share words with it", needs: [],
            settings: ContextEditing(settings: ContextSettings(choice: .ranked, count: 4, least: 0.3))),
    ]
}
