/// The published families of decoders. They differ in norms, positions, inner activation, biases, and in the names and
/// the layout of their checkpoints.
public enum ModelFamily: String, Hashable, Sendable, CaseIterable {
    /// Llama 2 and 3, Mistral: RMS norm, rotary positions, a gated feed-forward block, no biases
    /// (Touvron et al. 2023, section 2.2).
    case llama
    /// Layer norm, learned positions, GELU, a bias in every linear layer (Radford et al. 2019, section 2.3).
    case gpt2

    /// The linear layers of a block.
    public var projections: [Projection] {
        switch self {
        case .llama: Projection.allCases
        case .gpt2: Projection.allCases.filter { $0 != .gate }
        }
    }

    /// Whether its norms and linear layers have biases.
    public var hasBiases: Bool { self == .gpt2 }
}
