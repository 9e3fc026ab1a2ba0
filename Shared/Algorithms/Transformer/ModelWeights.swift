public import Tensors

/// The weights of a linear layer, and the low-rank adapters that are added to them when a text is read or written.
public struct LinearWeights: Sendable {
    /// The name below which checkpoints keep it, such as `model.layers.0.mlp.up_proj`.
    public let name: String
    /// What the gradient of W is asked for by: the name of the stored tensor, but for parts of one.
    public let parameter: String
    /// W, [outputs, inputs].
    public let weight: Weight
    /// [1, outputs]; nil if there is none.
    public let bias: Tensor?
    /// `default`: used while a pool absorbs.
    public let writing: LowRankAdapter?
    /// `decoder_adapter`, or `default` where there is one adapter for both.
    public let reading: LowRankAdapter?

    /// - Parameter parameter: nil for the name with `.weight`, behind `.base_layer` where there are adapters.
    public init(
        name: String, parameter: String? = nil, weight: Weight, bias: Tensor? = nil, writing: LowRankAdapter? = nil,
        reading: LowRankAdapter? = nil
    ) {
        let isAdapted = writing != nil || reading != nil
        self.name = name
        self.parameter = parameter ?? (isAdapted ? "\(name).base_layer.weight" : "\(name).weight")
        self.weight = weight
        self.bias = bias
        self.writing = writing
        self.reading = reading
    }
}

/// scale B A, kept apart from the weights it is added to.                           Hu et al. 2021, section 4.1
public struct LowRankAdapter: Sendable {
    /// What checkpoints call it: `default` or `decoder_adapter`.
    public let name: String
    /// A, [r, inputs], f32.
    public let down: Weight
    /// B, [outputs, r], f32.
    public let up: Weight
    /// alpha / r.
    public let scale: Float

    public init(name: String, down: Weight, up: Weight, scale: Float) {
        self.name = name
        self.down = down
        self.up = up
        self.scale = scale
    }
}

/// The weights of one transformer layer.
public struct LayerWeights: Sendable {
    public let family: ModelFamily
    /// Before attention.
    public let inputNorm: Norm
    /// Before the feed-forward block.
    public let feedForwardNorm: Norm
    private let projections: [Projection: LinearWeights]

    /// - Parameter projections: those of the family.
    public init(
        family: ModelFamily = .llama, inputNorm: Norm, feedForwardNorm: Norm,
        projections: [Projection: LinearWeights]
    ) {
        precondition(Set(projections.keys) == Set(family.projections), "projections \(projections.keys) of a layer")
        self.family = family
        self.inputNorm = inputNorm
        self.feedForwardNorm = feedForwardNorm
        self.projections = projections
    }

    public subscript(projection: Projection) -> LinearWeights {
        guard let weights = projections[projection] else { preconditionFailure("no \(projection) in a layer") }
        return weights
    }
}

/// Learned positions and the name checkpoints give them.
public struct PositionTable: Sendable {
    public let name: String
    /// One row for each position a text may have, [p, d], f32.
    public let rows: Weight

    public init(name: String, rows: Weight) {
        self.name = name
        self.rows = rows
    }
}

/// The vectors MemoryLLM adds to a model.
public struct MemoryVectors: Sendable {
    /// beta, [L, d]: one vector per layer that stands before the memory; nil if the model adds none.
    public let bos: Tensor?
    /// epsilon: added to the last K rows of every layer's input while a pool absorbs. [1, d], or [K, d] with one vector
    /// for each new slot.
    public let newMemory: Tensor

    public init(bos: Tensor?, newMemory: Tensor) {
        self.bos = bos
        self.newMemory = newMemory
    }
}

/// All weights of a model, immutable and shared.
public struct ModelWeights: Sendable {
    public let configuration: ModelConfiguration
    /// E, [V, d].
    public let embedding: Weight
    /// What checkpoints call it.
    public let embeddingName: String
    /// Nil for a model with rotary positions.
    public let positions: PositionTable?
    public let layers: [LayerWeights]
    /// Before the head.
    public let finalNorm: Norm
    /// [V, d]; the embedding where the head is tied.
    public let head: LinearWeights
    public let memory: MemoryVectors?

    public init(
        configuration: ModelConfiguration, embedding: Weight, embeddingName: String,
        positions: PositionTable? = nil, layers: [LayerWeights],
        finalNorm: Norm, head: LinearWeights, memory: MemoryVectors?
    ) {
        precondition(layers.count == configuration.layers, "\(layers.count) layers, wanted \(configuration.layers)")
        self.configuration = configuration
        self.embedding = embedding
        self.embeddingName = embeddingName
        self.positions = positions
        self.layers = layers
        self.finalNorm = finalNorm
        self.head = head
        self.memory = memory
    }
}
