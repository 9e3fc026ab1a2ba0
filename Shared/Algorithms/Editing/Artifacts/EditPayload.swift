public import Tensors

/// What an edit changes: the cases that every editing method comes down to.
public enum EditPayload: Sendable {
    /// Added to weights: ROME and its relatives, one-matrix SGD.
    case lowRank([LowRankDelta])
    /// Added to weights, number by number: FT with Adam.
    case dense([DenseDelta])
    /// Added to some columns of a side memory that is read where a prompt looks alike: MEMOIR.
    case columns(ColumnsDelta)
    /// A key and the output it stands for: GRACE.
    case codebookEntry(CodebookEntry)
    /// Adapters behind a gate: MEGa, MELO, DEFER.
    case gatedAdapter(GatedAdapter)
    /// Neurons beside those of the feed-forward block: T-Patcher.
    case neurons(AddedNeurons)
    /// What followed which hidden states: kNN-LM.
    case datastore(Datastore)
    /// Text to be read before prompts: IKE, ICE, RAG.
    case context(ContextText)
}

/// W + outputsᵀ inputs.
public struct LowRankDelta: Sendable {
    public let site: EditSite
    public let factors: Factors
    /// Keys that later edits have to leave alone, [n, inputs]; nil if the method knows of none (AlphaEdit).
    public let guardedKeys: Tensor?

    public init(site: EditSite, factors: Factors, guardedKeys: Tensor? = nil) {
        self.site = site
        self.factors = factors
        self.guardedKeys = guardedKeys
    }
}

/// W + values.
public struct DenseDelta: Sendable {
    public let site: EditSite
    /// [outputs, inputs].
    public let values: Tensor

    public init(site: EditSite, values: Tensor) {
        self.site = site
        self.values = values
    }
}

/// memory · decay + outputsᵀ inputs at some columns, read by prompts that route to them.
public struct ColumnsDelta: Sendable {
    public let site: EditSite
    public let router: TopHash
    /// The least share of columns in common with which a prompt reads this memory.
    public let threshold: Float
    /// The columns, ascending.
    public let columns: [UInt32]
    /// Inputs have a column for each of these columns.
    public let factors: Factors
    /// What the whole memory is multiplied by first.
    public let decay: Float

    public init(
        site: EditSite, router: TopHash, threshold: Float, columns: [UInt32], factors: Factors, decay: Float
    ) {
        precondition(factors.inputs.columns == columns.count, "\(factors.inputs) for \(columns.count) columns")
        self.site = site
        self.router = router
        self.threshold = threshold
        self.columns = columns
        self.factors = factors
        self.decay = decay
    }
}

/// An output that stands in for a layer's where the layer reads something near a key.
public struct CodebookEntry: Sendable {
    public let site: EditSite
    public let settings: CodebookSettings
    /// [1, inputs].
    public let key: Tensor
    /// [1, outputs].
    public let value: Tensor
    /// What tells targets apart; equal labels may share a key.
    public let label: [Int32]

    public init(site: EditSite, settings: CodebookSettings, key: Tensor, value: Tensor, label: [Int32]) {
        self.site = site
        self.settings = settings
        self.key = key
        self.value = value
        self.label = label
    }
}

/// Low-rank maps that count as much as a gate says.
public struct GatedAdapter: Sendable {
    /// [1, width of the gate's site].
    public let key: Tensor
    public let gate: EditSite
    public let sharpness: Float
    public let adapters: [LowRankDelta]

    public init(key: Tensor, gate: EditSite, sharpness: Float, adapters: [LowRankDelta]) {
        self.key = key
        self.gate = gate
        self.sharpness = sharpness
        self.adapters = adapters
    }
}

/// Neurons: out + relu(x keysᵀ + biases) values.
public struct AddedNeurons: Sendable {
    public let layer: Int
    /// [n, width].
    public let keys: Tensor
    /// [1, n].
    public let biases: Tensor
    /// [n, width].
    public let values: Tensor

    public init(layer: Int, keys: Tensor, biases: Tensor, values: Tensor) {
        precondition(keys.rows == values.rows && biases.count == keys.rows, "\(keys), \(biases), \(values)")
        self.layer = layer
        self.keys = keys
        self.biases = biases
        self.values = values
    }
}

/// Hidden states and the tokens that followed them.
public struct Datastore: Sendable {
    public let settings: NeighbourSettings
    /// [n, d].
    public let keys: Tensor
    public let tokens: [Int32]

    public init(settings: NeighbourSettings, keys: Tensor, tokens: [Int32]) {
        precondition(keys.rows == tokens.count, "\(keys) with \(tokens.count) tokens")
        self.settings = settings
        self.keys = keys
        self.tokens = tokens
    }
}

/// Text that prompts are read after.
public struct ContextText: Sendable {
    public let settings: ContextSettings
    /// What is put before a prompt.
    public let text: [Int32]
    /// What a prompt is compared with.
    public let topic: [Int32]

    public init(settings: ContextSettings, text: [Int32], topic: [Int32]) {
        self.settings = settings
        self.text = text
        self.topic = topic
    }
}
