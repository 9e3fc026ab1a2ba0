internal import Bytes
internal import Transformer

/// The fields of a GPT-2 folder, which have names of their own.
extension ConfigurationFile {
    func gpt2() throws(CheckpointsError) -> ModelConfiguration {
        try refuseVariants()
        let width = try fields.integer("n_embd")
        let heads = try fields.integer("n_head")
        guard heads > 0, width.isMultiple(of: heads) else {
            throw fields.fault("n_head", "\(heads)", "a divisor of n_embd \(width)")
        }
        let inner = fields.isNull("n_inner") ? width.multipliedReportingOverflow(by: 4).partialValue
            : try fields.integer("n_inner")
        return ModelConfiguration(
            layers: try fields.integer("n_layer"), width: width, heads: heads, keyValueHeads: heads,
            headWidth: width / heads, feedForwardWidth: inner, vocabulary: try fields.integer("vocab_size"),
            normEpsilon: Float(try fields.number("layer_norm_epsilon", default: 1e-5)), rotary: nil,
            positionsMax: try fields.integer("n_positions", default: 1024),
            tiedHead: try fields.boolean("tie_word_embeddings", default: true), memory: nil, family: .gpt2)
    }

    private func refuseVariants() throws(CheckpointsError) {
        let activation = try fields.string("activation_function", default: "gelu_new")
        guard ["gelu_new", "gelu_pytorch_tanh"].contains(activation) else {
            throw fields.fault("activation_function", "\"\(activation)\"", "gelu_new")
        }
        guard try fields.boolean("scale_attn_weights", default: true) else {
            throw fields.fault("scale_attn_weights", "false", "true")
        }
        for name in ["scale_attn_by_inverse_layer_idx", "add_cross_attention"]
        where try fields.boolean(name, default: false) {
            throw fields.fault(name, "true", "false")
        }
    }
}

extension ModelConfiguration {
    /// The fields of `config.json` that say what a GPT-2 model computes.
    var gpt2Fields: [(String, JSON)] {
        [
            ("architectures", .array([.string("GPT2LMHeadModel")])), ("model_type", .string("gpt2")),
            ("activation_function", .string("gelu_new")), ("n_layer", .integer(layers)), ("n_embd", .integer(width)),
            ("n_head", .integer(heads)), ("n_inner", .integer(feedForwardWidth)), ("vocab_size", .integer(vocabulary)),
            ("layer_norm_epsilon", Self.exactly(normEpsilon)), ("n_positions", .integer(positionsMax)),
            ("tie_word_embeddings", .boolean(tiedHead)),
        ]
    }
}

extension ModelFamily {
    /// What `config.json` calls a field that has this name in Llama's.
    func field(_ name: String) -> String {
        guard self == .gpt2 else { return name }
        let names = [
            "num_hidden_layers": "n_layer", "hidden_size": "n_embd", "num_attention_heads": "n_head",
            "intermediate_size": "n_inner", "max_position_embeddings": "n_positions", "head_dim": "n_embd / n_head",
            "rms_norm_eps": "layer_norm_epsilon",
        ]
        return names[name] ?? name
    }
}
