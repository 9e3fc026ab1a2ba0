internal import Bytes
internal import Files
public import Transformer

/// Reads a Hugging Face `config.json`, with the fields MemoryLLM adds.
public struct ConfigurationFile: Sendable {
    /// For messages.
    public let path: String
    let fields: ConfigurationFields

    public static let bytesMax = 1 << 20

    /// - Throws: `file`, or `malformed` if it is not a JSON object.
    public init(path: String) throws(CheckpointsError) {
        let bytes: [UInt8]
        do { bytes = try readFile(path, bytesMax: Self.bytesMax) } catch { throw .file(error) }
        try self.init(bytes: bytes, path: path)
    }

    public init(bytes: [UInt8], path: String) throws(CheckpointsError) {
        let value: JSON
        do { value = try JSON(parsing: bytes) } catch {
            throw .malformed(file: path, found: "\(error)", wanted: "a JSON object")
        }
        guard let object = value.object else {
            throw .malformed(file: path, found: "JSON that is \(value.kind)", wanted: "a JSON object")
        }
        self.path = path
        fields = ConfigurationFields(object: object, file: path)
    }

    /// The model's configuration.
    ///
    /// - Parameter memoryClass: which published class the model is of, where the file does not say it. Without it a
    ///   model with long-term blocks is `mplus`, one with as many key as query heads, linear positions and no adapters
    ///   is `7b`, any other is `8b`.
    /// - Throws: `field` for a field that is missing, out of range, or asks for what is not built.
    public func configuration(class memoryClass: MemoryConfiguration.Class? = nil) throws(CheckpointsError)
        -> ModelConfiguration
    {
        let isGPT2 = try fields.string("model_type", default: "llama") == "gpt2"
        let configuration = isGPT2 ? try gpt2() : try llama(class: memoryClass)
        do { try configuration.validate() } catch {
            switch error {
            case .value(let field, let found, let wanted):
                throw fields.fault(configuration.family.field(field), found, wanted)
            }
        }
        return configuration
    }

    private func llama(class memoryClass: MemoryConfiguration.Class?) throws(CheckpointsError) -> ModelConfiguration {
        try refuseOtherFamilies()
        let width = try fields.integer("hidden_size")
        let heads = try fields.integer("num_attention_heads")
        guard heads > 0 else { throw fields.fault("num_attention_heads", "\(heads)", "at least 1") }
        let positions = try fields.integer("max_position_embeddings", default: 2048)
        let window = fields.isNull("sliding_window") ? positions : try fields.integer("sliding_window")
        return ModelConfiguration(
            layers: try fields.integer("num_hidden_layers"), width: width, heads: heads,
            keyValueHeads: try fields.integer("num_key_value_heads", default: heads),
            headWidth: try fields.integer("head_dim", default: width / heads),
            feedForwardWidth: try fields.integer("intermediate_size"), vocabulary: try fields.integer("vocab_size"),
            normEpsilon: Float(try fields.number("rms_norm_eps", default: 1e-6)), rotary: try rotary(),
            positionsMax: min(positions, window), tiedHead: try fields.boolean("tie_word_embeddings", default: false),
            memory: try memory(class: memoryClass, heads: heads))
    }

    private func refuseOtherFamilies() throws(CheckpointsError) {
        let type = try fields.string("model_type", default: "llama")
        guard ["llama", "mistral", "memoryllm", "mplus"].contains(type) else {
            throw fields.fault("model_type", "\"\(type)\"", "llama, mistral or gpt2")
        }
        let activation = try fields.string("hidden_act", default: "silu")
        guard activation == "silu" else { throw fields.fault("hidden_act", "\"\(activation)\"", "silu") }
        for name in ["attention_bias", "mlp_bias"] where try fields.boolean(name, default: false) {
            throw fields.fault(name, "true", "false")
        }
    }

    private func rotary() throws(CheckpointsError) -> RotaryConfiguration {
        let parameters = try fields.object("rope_parameters")
        let usual = try fields.number("rope_theta", default: 10_000)
        let theta = try (parameters ?? fields).number("rope_theta", default: usual)
        guard let scaling = try fields.object("rope_scaling") ?? parameters else {
            return RotaryConfiguration(theta: theta)
        }
        return RotaryConfiguration(theta: theta, scaling: try self.scaling(scaling))
    }

    private func scaling(_ fields: ConfigurationFields) throws(CheckpointsError) -> RotaryConfiguration.Scaling {
        let type = try fields.string("rope_type", default: fields.string("type", default: "default"))
        switch type {
        case "default": return .none
        case "linear": return .linear(factor: try fields.number("factor"))
        case "dynamic": return .dynamic(factor: try fields.number("factor"))
        case "llama3":
            return .llama3(
                factor: try fields.number("factor"), lowFrequencyFactor: try fields.number("low_freq_factor"),
                highFrequencyFactor: try fields.number("high_freq_factor"),
                originalPositionsMax: try fields.integer("original_max_position_embeddings"))
        default: throw fields.fault("rope_type", "\"\(type)\"", "default, linear, dynamic or llama3")
        }
    }
}

// MARK: Memory

extension ConfigurationFile {
    private func memory(
        class given: MemoryConfiguration.Class?, heads: Int
    ) throws(CheckpointsError) -> MemoryConfiguration? {
        guard !fields.isNull("num_tokens") || !fields.isNull("num_blocks") else { return nil }
        let tokens = try fields.integer("num_tokens")
        let blocks = try fields.integer("num_blocks") - fields.integer("num_ltm_blocks", default: 0)
        guard (1...65_536).contains(tokens) else { throw fields.fault("num_tokens", "\(tokens)", "1 ... 65536") }
        guard (1...65_536).contains(blocks) else { throw fields.fault("num_blocks", "\(blocks)", "1 ... 65536") }
        let adapters = try self.adapters()
        let memoryClass = try self.memoryClass(given: given, hasAdapters: adapters != nil, heads: heads)
        let perLayer = try fields.boolean("drop_memory_per_layer", default: false)
        return MemoryConfiguration(
            updateTokens: tokens, poolTokens: tokens * blocks,
            addsBos: try fields.boolean("add_bos_embedding", default: true),
            dropsPerLayer: memoryClass == .mplus || perLayer && memoryClass != .llama7B, memoryClass: memoryClass,
            adapters: adapters,
            pieceTokensMax: try fields.integer(
                "max_piece_tokens", default: MemoryConfiguration.pieceTokensMaxDefault))
    }

    private func memoryClass(
        given: MemoryConfiguration.Class?, hasAdapters: Bool, heads: Int
    ) throws(CheckpointsError) -> MemoryConfiguration.Class {
        guard fields.isNull("memory_class") else {
            let name = try fields.string("memory_class", default: "")
            guard let known = MemoryConfiguration.Class(rawValue: name) else {
                throw fields.fault("memory_class", "\"\(name)\"", "7b, 8b or mplus")
            }
            return known
        }
        if let given { return given }
        if try fields.integer("num_ltm_blocks", default: 0) > 0 { return .mplus }
        let isPlain = try fields.integer("num_key_value_heads", default: heads) == heads && !hasAdapters
        if isPlain, case .linear = try rotary().scaling { return .llama7B }
        return .llama8B
    }

    private func adapters() throws(CheckpointsError) -> AdapterConfiguration? {
        guard let lora = try fields.object("lora_config") else { return nil }
        let names = try lora.strings("target_modules")
        var targets: Set<Projection> = []
        for name in names {
            guard let projection = Projection(rawValue: name) else {
                let all = Projection.allCases.map(\.rawValue).joined(separator: ", ")
                throw lora.fault("target_modules", "\"\(name)\"", "some of \(all)")
            }
            targets.insert(projection)
        }
        return AdapterConfiguration(
            rank: try lora.integer("r"), alpha: try lora.number("lora_alpha"), targets: targets,
            readsWithOwn: try fields.boolean("add_decoder_lora", default: false))
    }
}
