/// Why the sizes in a configuration cannot be those of a model.
public enum ConfigurationError: Error, Equatable, Sendable, CustomStringConvertible {
    /// `field` is `found`, which has to be `wanted`.
    case value(field: String, found: String, wanted: String)

    public var description: String {
        switch self {
        case .value(let field, let found, let wanted): "\(field) is \(found), but has to be \(wanted)"
        }
    }
}

extension ModelConfiguration {
    /// Checks that the sizes fit one another and stay within what can be computed with.
    ///
    /// - Throws: `value` with the name of the field in `config.json`.
    public func validate() throws(ConfigurationError) {
        try require("num_hidden_layers", layers, in: 1...1024)
        try require("hidden_size", width, in: 1...65_536)
        try require("num_attention_heads", heads, in: 1...1024)
        try require("num_key_value_heads", keyValueHeads, in: 1...heads)
        try require("num_attention_heads", heads, multipleOf: keyValueHeads)
        try require("head_dim", headWidth, in: 2...1024)
        try require("head_dim", headWidth, multipleOf: 2)
        try require("intermediate_size", feedForwardWidth, in: 1...1_048_576)
        try require("vocab_size", vocabulary, in: 1...4_194_304)
        try require("max_position_embeddings", positionsMax, in: 1...16_777_216)
        try require("rms_norm_eps", Double(normEpsilon), in: 0...1)
        try rotary?.validate()
        try memory?.validate()
    }
}

extension MemoryConfiguration {
    func validate() throws(ConfigurationError) {
        try require("num_tokens", updateTokens, in: 1...65_536)
        try require("num_blocks", poolTokens / updateTokens, in: 1...65_536)
        try require("max_piece_tokens", pieceTokensMax, in: 1...1_048_576)
        guard let adapters else { return }
        try require("lora_config.r", adapters.rank, in: 1...65_536)
        try require("lora_config.lora_alpha", adapters.alpha, in: 0...1e9)
    }
}

extension RotaryConfiguration {
    func validate() throws(ConfigurationError) {
        try require("rope_theta", theta, in: 1e-3...1e15)
        switch scaling {
        case .none: break
        case .linear(let factor), .dynamic(let factor): try require("rope_scaling.factor", factor, in: 1e-3...1e6)
        case .llama3(let factor, let low, let high, let original):
            try require("rope_scaling.factor", factor, in: 1e-3...1e6)
            try require("rope_scaling.low_freq_factor", low, in: 1e-3...1e6)
            try require("rope_scaling.high_freq_factor", high, in: 1e-3...1e6)
            try require("rope_scaling.original_max_position_embeddings", original, in: 1...16_777_216)
            guard low < high else {
                throw .value(
                    field: "rope_scaling.low_freq_factor", found: "\(low)", wanted: "below high_freq_factor \(high)")
            }
        }
    }
}

private func require<Value: Comparable>(
    _ field: String, _ value: Value, in allowed: ClosedRange<Value>
) throws(ConfigurationError) {
    guard allowed.contains(value) else {
        throw .value(field: field, found: "\(value)", wanted: "\(allowed.lowerBound) ... \(allowed.upperBound)")
    }
}

private func require(_ field: String, _ value: Int, multipleOf divisor: Int) throws(ConfigurationError) {
    guard value.isMultiple(of: divisor) else {
        throw .value(field: field, found: "\(value)", wanted: "a multiple of \(divisor)")
    }
}
