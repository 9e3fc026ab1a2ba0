internal import Bytes
public import Transformer

extension ModelConfiguration {
    /// The `config.json` that `ConfigurationFile` reads as this configuration.
    ///
    /// - Parameters:
    ///   - type: how the weights are stored, as PyTorch calls it.
    ///   - eos: the token that ends an answer.
    public func configurationFile(type: String = "float32", bos: Int? = nil, eos: Int? = nil) -> [UInt8] {
        var fields = family == .gpt2 ? gpt2Fields : llamaFields
        fields.append(("torch_dtype", .string(type)))
        if let bos { fields.append(("bos_token_id", .integer(bos))) }
        if let eos { fields.append(("eos_token_id", .integer(eos))) }
        if let memory { fields += memory.fields }
        let members = fields.sorted { $0.0 < $1.0 }.map { JSONObject.Member(name: $0.0, value: $0.1) }
        return JSON.object(JSONObject(members)).encoded
    }

    private var llamaFields: [(String, JSON)] {
        [
            ("architectures", .array([.string(memory == nil ? "LlamaForCausalLM" : "MemoryLLM")])),
            ("model_type", .string("llama")), ("hidden_act", .string("silu")),
            ("num_hidden_layers", .integer(layers)), ("hidden_size", .integer(width)),
            ("num_attention_heads", .integer(heads)), ("num_key_value_heads", .integer(keyValueHeads)),
            ("head_dim", .integer(headWidth)), ("intermediate_size", .integer(feedForwardWidth)),
            ("vocab_size", .integer(vocabulary)), ("rms_norm_eps", Self.exactly(normEpsilon)),
            ("rope_theta", rotary.map { .number($0.theta) } ?? .null), ("rope_scaling", rotary?.scaling.json ?? .null),
            ("max_position_embeddings", .integer(positionsMax)), ("tie_word_embeddings", .boolean(tiedHead)),
            ("attention_bias", .boolean(false)), ("mlp_bias", .boolean(false)),
        ]
    }

    /// The shortest decimal of a `Float`, which reads back as the same one.
    static func exactly(_ value: Float) -> JSON { .number(Double("\(value)") ?? Double(value)) }
}

extension MemoryConfiguration {
    fileprivate var fields: [(String, JSON)] {
        let blocks = poolTokens / updateTokens
        return [
            ("num_tokens", .integer(updateTokens)), ("num_blocks", .integer(blocks)),
            ("num_memory_tokens", .integer(poolTokens)), ("add_bos_embedding", .boolean(addsBos)),
            ("drop_memory_per_layer", .boolean(dropsPerLayer)), ("memory_class", .string(memoryClass.rawValue)),
            ("max_piece_tokens", .integer(pieceTokensMax)), ("lora_config", adapters?.json ?? .null),
            ("add_decoder_lora", .boolean(adapters?.readsWithOwn ?? false)),
        ]
    }
}

extension AdapterConfiguration {
    fileprivate var json: JSON {
        .object(
            JSONObject([
                .init(name: "r", value: .integer(rank)), .init(name: "lora_alpha", value: .number(alpha)),
                .init(name: "target_modules", value: .array(targets.map(\.rawValue).sorted().map(JSON.string))),
            ]))
    }
}

extension RotaryConfiguration.Scaling {
    fileprivate var json: JSON {
        switch self {
        case .none: .null
        case .linear(let factor): Self.object("linear", [("factor", .number(factor))])
        case .dynamic(let factor): Self.object("dynamic", [("factor", .number(factor))])
        case .llama3(let factor, let low, let high, let original):
            Self.object(
                "llama3",
                [
                    ("factor", .number(factor)), ("low_freq_factor", .number(low)), ("high_freq_factor", .number(high)),
                    ("original_max_position_embeddings", .integer(original)),
                ])
        }
    }

    private static func object(_ type: String, _ fields: [(String, JSON)]) -> JSON {
        let members = ([("rope_type", JSON.string(type)), ("type", .string(type))] + fields)
        return .object(JSONObject(members.map { .init(name: $0.0, value: $0.1) }))
    }
}
