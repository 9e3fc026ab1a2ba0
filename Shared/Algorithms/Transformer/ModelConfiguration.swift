/// The sizes and constants of a decoder-only model of the Llama family, and of its memory if it has one.
///
/// The field names of `config.json` that each value comes from stand beside it.
public struct ModelConfiguration: Hashable, Sendable {
    /// Transformer layers, L (`num_hidden_layers`).
    public var layers: Int
    /// Width of the residual stream, d (`hidden_size`).
    public var width: Int
    /// Query heads, H (`num_attention_heads`).
    public var heads: Int
    /// Key and value heads, G (`num_key_value_heads`); H is a multiple of it.
    public var keyValueHeads: Int
    /// Width of one head, h (`head_dim`, or d / H); even.
    public var headWidth: Int
    /// Inner width of the feed-forward block, d_ff (`intermediate_size`).
    public var feedForwardWidth: Int
    /// Vocabulary, V (`vocab_size`).
    public var vocabulary: Int
    /// Added under the root of the norms (`rms_norm_eps`).
    public var normEpsilon: Float
    /// Rotary positions (`rope_theta`, `rope_scaling`); nil where positions are learned vectors.
    public var rotary: RotaryConfiguration?
    /// Positions the model was built for (`max_position_embeddings`), before a linear or dynamic scaling widens them.
    public var positionsMax: Int
    /// Whether the output head is the token embedding (`tie_word_embeddings`).
    public var tiedHead: Bool
    /// MemoryLLM's additions; nil for a plain model.
    public var memory: MemoryConfiguration?
    public var family: ModelFamily

    public init(
        layers: Int, width: Int, heads: Int, keyValueHeads: Int, headWidth: Int, feedForwardWidth: Int, vocabulary: Int,
        normEpsilon: Float, rotary: RotaryConfiguration?, positionsMax: Int, tiedHead: Bool,
        memory: MemoryConfiguration?, family: ModelFamily = .llama
    ) {
        precondition((family == .llama) == (rotary != nil), "rotary positions of \(family)")
        self.layers = layers
        self.width = width
        self.heads = heads
        self.keyValueHeads = keyValueHeads
        self.headWidth = headWidth
        self.feedForwardWidth = feedForwardWidth
        self.vocabulary = vocabulary
        self.normEpsilon = normEpsilon
        self.rotary = rotary
        self.positionsMax = positionsMax
        self.tiedHead = tiedHead
        self.memory = memory
        self.family = family
    }

    /// Width of all query heads together, H h.
    public var queryWidth: Int { heads * headWidth }

    /// Width of all key heads together, d_kv = G h.
    public var keyValueWidth: Int { keyValueHeads * headWidth }

    /// The number of positions a text with its memory may take: linear and dynamic scaling widen what the model
    /// was built for.
    public var positionLimit: Int {
        switch rotary?.scaling {
        case .linear(let factor), .dynamic(let factor): Int((Double(positionsMax) * factor).rounded(.down))
        case nil, .some(.none), .llama3: positionsMax
        }
    }
}

/// The memory of a MemoryLLM model (Wang et al. 2024; fields of its `config.json`).
public struct MemoryConfiguration: Hashable, Sendable {
    /// Which of the published classes made the model; they differ before the first fill only.
    public enum Class: String, Hashable, Sendable, CaseIterable {
        case llama7B = "7b"
        case llama8B = "8b"
        case mplus
    }

    /// New memory tokens per layer in each update, K (`num_tokens`).
    public var updateTokens: Int
    /// Memory tokens per layer, N (K times `num_blocks`).
    public var poolTokens: Int
    /// Whether a learned vector per layer stands before the memory (`add_bos_embedding`), b.
    public var addsBos: Bool
    /// Whether each layer draws on its own what it forgets (`drop_memory_per_layer`).
    public var dropsPerLayer: Bool
    /// `memory_class`.
    public var memoryClass: Class
    /// Low-rank adapters that are kept apart from the weights; nil where there are none or they have been merged.
    public var adapters: AdapterConfiguration?
    /// The longest piece of a document the model was trained to read at once (`max_piece_tokens`).
    public var pieceTokensMax: Int

    public static let pieceTokensMaxDefault = 512

    public init(
        updateTokens: Int, poolTokens: Int, addsBos: Bool, dropsPerLayer: Bool, memoryClass: Class,
        adapters: AdapterConfiguration?, pieceTokensMax: Int = pieceTokensMaxDefault
    ) {
        self.updateTokens = updateTokens
        self.poolTokens = poolTokens
        self.addsBos = addsBos
        self.dropsPerLayer = dropsPerLayer
        self.memoryClass = memoryClass
        self.adapters = adapters
        self.pieceTokensMax = pieceTokensMax
    }

    /// Rows before the memory, b: 1 or 0.
    public var bosRows: Int { addsBos ? 1 : 0 }
}

/// Low-rank adapters (`lora_config`) of the targeted projections.
///
///     W + (alpha / r) B A                                                 Hu et al. 2021, section 4.1
public struct AdapterConfiguration: Hashable, Sendable {
    /// r.
    public var rank: Int
    /// alpha.
    public var alpha: Double
    /// The projections that carry an adapter (`target_modules`).
    public var targets: Set<Projection>
    /// Whether reading has an adapter of its own (`add_decoder_lora`): `decoder_adapter` reads, `default` only writes.
    public var readsWithOwn: Bool

    public init(rank: Int, alpha: Double, targets: Set<Projection>, readsWithOwn: Bool) {
        self.rank = rank
        self.alpha = alpha
        self.targets = targets
        self.readsWithOwn = readsWithOwn
    }

    /// alpha / r.
    public var scale: Float { Float(alpha / Double(rank)) }
}

/// The linear layers of a transformer block, by the names Llama's checkpoints give them.
public enum Projection: String, Hashable, Sendable, CaseIterable {
    case query = "q_proj"
    case key = "k_proj"
    case value = "v_proj"
    case output = "o_proj"
    case gate = "gate_proj"
    case up = "up_proj"
    case down = "down_proj"

    /// The name below `model.layers.N.`, such as `self_attn.q_proj`.
    public var path: String {
        switch self {
        case .query, .key, .value, .output: "self_attn.\(rawValue)"
        case .gate, .up, .down: "mlp.\(rawValue)"
        }
    }

    /// (columns read, rows written) in a model of this configuration.
    public func shape(in configuration: ModelConfiguration) -> (input: Int, output: Int) {
        switch self {
        case .query: (configuration.width, configuration.queryWidth)
        case .key, .value: (configuration.width, configuration.keyValueWidth)
        case .output: (configuration.queryWidth, configuration.width)
        case .gate, .up: (configuration.width, configuration.feedForwardWidth)
        case .down: (configuration.feedForwardWidth, configuration.width)
        }
    }
}
