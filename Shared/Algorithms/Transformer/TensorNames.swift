/// The names and the layout that checkpoints of a family give the tensors of a model.
struct TensorNames {
    let family: ModelFamily
    /// Stands before every name but that of the head.
    let root: String

    /// - Parameter exists: whether the checkpoint has a tensor of this name. GPT-2's have their names with and without
    ///   `transformer.` in front.
    init(_ family: ModelFamily, exists: (String) -> Bool) {
        self.family = family
        switch family {
        case .llama: root = "model."
        case .gpt2: root = exists("wte.weight") && !exists("transformer.wte.weight") ? "" : "transformer."
        }
    }

    let head = "lm_head"
    var embedding: String { root + (family == .llama ? "embed_tokens.weight" : "wte.weight") }
    var positions: String { root + "wpe.weight" }
    var finalNorm: String { root + (family == .llama ? "norm" : "ln_f") }

    func inputNorm(layer: Int) -> String { block(layer) + (family == .llama ? "input_layernorm" : "ln_1") }

    func feedForwardNorm(layer: Int) -> String {
        block(layer) + (family == .llama ? "post_attention_layernorm" : "ln_2")
    }

    /// The name of a linear layer, one for each: GPT-2's queries, keys and values, which it stores as one matrix,
    /// have their own.
    func projection(_ projection: Projection, layer: Int) -> String {
        switch (family, projection) {
        case (.llama, _): block(layer) + projection.path
        case (.gpt2, .query), (.gpt2, .key), (.gpt2, .value): block(layer) + "attn.c_attn." + projection.rawValue
        case (.gpt2, .output): block(layer) + "attn.c_proj"
        case (.gpt2, .gate), (.gpt2, .up): block(layer) + "mlp.c_fc"
        case (.gpt2, .down): block(layer) + "mlp.c_proj"
        }
    }

    private func block(_ layer: Int) -> String { root + (family == .llama ? "layers." : "h.") + "\(layer)." }
}

extension TensorNames {
    /// The weight of a linear layer, [rows written, columns read].
    ///
    /// GPT-2 stores its matrices as [columns read, rows written], and those of queries, keys and values side by side.
    func weight(_ projection: Projection, layer: Int, in configuration: ModelConfiguration) -> TensorRequest {
        let (input, output) = projection.shape(in: configuration)
        let name = self.projection(projection, layer: layer)
        guard family == .gpt2 else {
            return TensorRequest(name: name + ".weight", shape: [output, input], role: .matrix)
        }
        let (stored, columns, total) = place(projection, name, output)
        return TensorRequest(
            name: stored + ".weight", shape: [input, total], role: .matrix,
            cut: .init(columns: columns, isTransposed: true))
    }

    /// The bias of a linear layer, [1, rows written].
    func bias(_ projection: Projection, layer: Int, in configuration: ModelConfiguration) -> TensorRequest {
        let output = projection.shape(in: configuration).output
        let (stored, columns, total) = place(projection, self.projection(projection, layer: layer), output)
        return TensorRequest(
            name: stored + ".bias", shape: [total], role: .exact, cut: .init(columns: columns, isTransposed: false))
    }

    private func place(_ projection: Projection, _ name: String, _ output: Int) -> (String, Range<Int>, Int) {
        guard let index = [Projection.query, .key, .value].firstIndex(of: projection) else {
            return (name, 0..<output, output)
        }
        let stored = String(name.dropLast(projection.rawValue.count + 1))
        return (stored, index * output..<(index + 1) * output, 3 * output)
    }
}
