internal import Bytes
internal import Transformer

extension RandomModel {
    /// Every tensor of the model, as checkpoints name them.
    ///
    /// - Precondition: it is of the Llama family.
    func requests() -> [TensorRequest] {
        precondition(configuration.family == .llama, "random weights of \(configuration.family)")
        let width = configuration.width
        var requests = [
            TensorRequest(
                name: "model.embed_tokens.weight", shape: [configuration.vocabulary, width], role: .embedding),
            TensorRequest(name: "model.norm.weight", shape: [width], role: .exact),
        ]
        if !configuration.tiedHead {
            requests.append(
                TensorRequest(name: "lm_head.weight", shape: [configuration.vocabulary, width], role: .matrix))
        }
        for layer in 0..<configuration.layers {
            for norm in ["input_layernorm", "post_attention_layernorm"] {
                requests.append(
                    TensorRequest(name: "model.layers.\(layer).\(norm).weight", shape: [width], role: .exact))
            }
            for projection in Projection.allCases { requests += self.requests(projection, layer) }
        }
        return requests + memoryRequests()
    }

    private func requests(_ projection: Projection, _ layer: Int) -> [TensorRequest] {
        let name = "model.layers.\(layer).\(projection.path)"
        let (input, output) = projection.shape(in: configuration)
        guard let adapters = configuration.memory?.adapters, adapters.targets.contains(projection) else {
            return [TensorRequest(name: "\(name).weight", shape: [output, input], role: .matrix)]
        }
        let names = ["default"] + (adapters.readsWithOwn ? ["decoder_adapter"] : [])
        return [TensorRequest(name: "\(name).base_layer.weight", shape: [output, input], role: .matrix)]
            + names.flatMap { adapter in
                [
                    TensorRequest(
                        name: "\(name).lora_A.\(adapter).weight", shape: [adapters.rank, input], role: .exact),
                    TensorRequest(
                        name: "\(name).lora_B.\(adapter).weight", shape: [output, adapters.rank], role: .exact),
                ]
            }
    }

    private func memoryRequests() -> [TensorRequest] {
        guard let memory = configuration.memory else { return [] }
        let (layers, width) = (configuration.layers, configuration.width)
        let bos = TensorRequest(name: "bos_embedding", shape: [layers, 1, width], role: .exact)
        return (memory.addsBos ? [bos] : []) + [
            TensorRequest(name: "new_memory_positional_emb", shape: [1, 1, width], role: .exact),
            TensorRequest(name: TensorRequest.pool, shape: [layers, memory.poolTokens, width], role: .exact),
        ]
    }

    /// A `tokenizer.json` whose tokens are bytes.
    static var tokenizerFile: [UInt8] {
        var next: UInt32 = 256
        var vocabulary: [JSONObject.Member] = []
        for byte in 0..<256 {
            let prints = 33...126 ~= byte || 161...172 ~= byte || 174...255 ~= byte
            let scalar = Unicode.Scalar(prints ? UInt32(byte) : next) ?? "\u{FFFD}"
            if !prints { next += 1 }
            vocabulary.append(.init(name: String(scalar), value: .integer(byte)))
        }
        let level = JSON.object(
            JSONObject([
                .init(name: "type", value: .string("ByteLevel")),
                .init(name: "add_prefix_space", value: .boolean(false)),
                .init(name: "use_regex", value: .boolean(true)),
            ]))
        let model = JSON.object(
            JSONObject([
                .init(name: "type", value: .string("BPE")),
                .init(name: "vocab", value: .object(JSONObject(vocabulary))),
                .init(name: "merges", value: .array([])),
            ]))
        let added = [(256, "<s>"), (257, "</s>")].map { id, content in
            JSON.object(
                JSONObject([
                    .init(name: "id", value: .integer(id)), .init(name: "content", value: .string(content)),
                    .init(name: "special", value: .boolean(true)), .init(name: "normalized", value: .boolean(false)),
                ]))
        }
        return JSON.object(
            JSONObject([
                .init(name: "version", value: .string("1.0")), .init(name: "added_tokens", value: .array(added)),
                .init(name: "pre_tokenizer", value: level), .init(name: "decoder", value: level),
                .init(name: "model", value: model),
            ])
        ).encoded
    }
}
