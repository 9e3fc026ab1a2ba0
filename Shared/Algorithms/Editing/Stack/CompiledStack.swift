internal import Tensors
public import Transformer

/// What a stack of edits comes to: effects at sites, made once and shared by all texts.
public struct CompiledStack: Sendable {
    /// In the order in which they act: at one site first what is added to weights, then what is routed.
    public let effects: [any SiteEffect]
    public let contexts: ContextLibrary?
    public let neighbours: NearestNeighbours?

    public static let empty = CompiledStack(effects: [])

    public init(effects: [any SiteEffect], contexts: ContextLibrary? = nil, neighbours: NearestNeighbours? = nil) {
        self.effects = effects
        self.contexts = contexts
        self.neighbours = neighbours
    }

    public var isEmpty: Bool { effects.isEmpty && contexts == nil && neighbours == nil }

    /// The same with more effects, which act after those that are there.
    func adding(_ more: [any SiteEffect]) -> CompiledStack {
        CompiledStack(effects: effects + more, contexts: contexts, neighbours: neighbours)
    }

    /// The same without the routed effects of one site.
    func withoutRouted(at site: HookSite) -> CompiledStack {
        CompiledStack(
            effects: effects.filter { !($0.isRouted && $0.site == site) }, contexts: contexts, neighbours: neighbours)
    }
}

extension EditStack {
    /// - Throws: `siteMissing`, `artifactMalformed` if an artifact does not fit the model, `methodUnknown` for a case
    ///   that no generation worker applies yet.
    public func compile(for decoder: Decoder) throws(EditingError) -> CompiledStack {
        var collected = CollectedEdits()
        for entry in entries { try collected.add(entry.artifact, decoder) }
        return collected.compiled()
    }
}

/// Artifacts sorted by what they change; each list in the order of the log.
private struct CollectedEdits {
    private var sites: [EditSite] = []
    private var low: [EditSite: [Factors]] = [:]
    private var full: [EditSite: [Tensor]] = [:]
    private var columns: [EditSite: [ColumnsDelta]] = [:]
    private var entries: [EditSite: [CodebookEntry]] = [:]
    private var neurons: [AddedNeurons] = []
    private var stores: [Datastore] = []
    private var texts: [ContextText] = []

    mutating func add(_ artifact: EditArtifact, _ decoder: Decoder) throws(EditingError) {
        switch artifact.payload {
        case .lowRank(let deltas):
            for delta in deltas {
                try note(delta.site, delta.factors.inputs.columns, delta.factors.outputs.columns, decoder)
                low[delta.site, default: []].append(delta.factors)
            }
        case .dense(let deltas):
            for delta in deltas {
                try note(delta.site, delta.values.columns, delta.values.rows, decoder)
                full[delta.site, default: []].append(delta.values)
            }
        case .columns(let delta):
            try note(delta.site, delta.router.width, delta.factors.outputs.columns, decoder)
            // The columns of all edits have to mean the same.
            try fits(columns[delta.site].map { $0[0].router == delta.router } ?? true, "another router than before")
            columns[delta.site, default: []].append(delta)
        case .codebookEntry(let entry):
            try note(entry.site, entry.key.columns, entry.value.columns, decoder)
            entries[entry.site, default: []].append(entry)
        case .neurons(let added):
            try require(
                decoder.layers.indices.contains(added.layer), HookSite(layer: added.layer, module: .feedForward))
            let width = decoder.configuration.width
            try fits(added.keys.columns == width && added.values.columns == width, "neurons of another width")
            neurons.append(added)
        case .datastore(let store):
            try fits(store.keys.columns == decoder.configuration.width, "states of another width")
            try fits(isKnown(store.tokens, decoder), "a token that the model has not")
            stores.append(store)
        case .context(let text):
            try fits(isKnown(text.text, decoder), "a token that the model has not")
            texts.append(text)
        case .gatedAdapter: throw .methodUnknown(artifact.method)
        }
    }

    private func fits(_ condition: Bool, _ otherwise: String) throws(EditingError) {
        guard condition else { throw .artifactMalformed(otherwise) }
    }

    private func isKnown(_ tokens: [Int32], _ decoder: Decoder) -> Bool {
        tokens.allSatisfy { (0..<Int32(decoder.configuration.vocabulary)).contains($0) }
    }

    private func require(_ condition: Bool, _ site: HookSite) throws(EditingError) {
        guard condition else { throw .siteMissing(site) }
    }

    private mutating func note(
        _ site: EditSite, _ inputs: Int, _ outputs: Int, _ decoder: Decoder
    ) throws(EditingError) {
        let weight = try decoder.weights(at: site).weight
        guard weight.inputs == inputs, weight.outputs == outputs else {
            throw .artifactMalformed(
                "\(outputs) x \(inputs) at layer \(site.layer), wanted \(weight.outputs) x \(weight.inputs)")
        }
        if !sites.contains(site) { sites.append(site) }
    }

    func compiled() -> CompiledStack {
        var effects: [any SiteEffect] = []
        for site in sites {
            if low[site] != nil || full[site] != nil {
                effects.append(WeightOverlay(layer: site, low: low[site] ?? [], full: full[site] ?? []))
            }
            if let edits = columns[site] { effects.append(ResidualMemory(layer: site, edits: edits)) }
            if let entries = entries[site] { effects.append(CodebookEffect(layer: site, entries: entries)) }
        }
        effects += neurons.map(NeuronOverlay.init(neurons:))
        return CompiledStack(
            effects: effects, contexts: texts.isEmpty ? nil : ContextLibrary(texts), neighbours: nearest)
    }

    private var nearest: NearestNeighbours? {
        guard let first = stores.first else { return nil }
        return NearestNeighbours(
            settings: first.settings, keys: Verbs.concatenate(stores.map(\.keys)), tokens: stores.flatMap(\.tokens))
    }
}
