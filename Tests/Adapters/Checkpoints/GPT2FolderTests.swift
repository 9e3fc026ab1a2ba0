import Bytes
import Checkpoints
import Foundation
import Tensors
import Testing
import Tokenization
import Transformer

@Suite("A GPT-2 folder as it is published")
struct GPT2FolderTests {
    let folder: ScratchFolder

    /// The golden model with a tokenizer of single letters in two files.
    init() throws {
        folder = try ScratchFolder()
        for (name, copy) in [("tiny_gpt2.config.json", "config.json"), ("tiny_gpt2.safetensors", "model.safetensors")] {
            try folder.write([UInt8](Data(contentsOf: URL(filePath: GPT2Golden.folder + "/" + name))), to: copy)
        }
        let letters = (0..<26).map { "\"\(Character(Unicode.Scalar(97 + UInt8($0))))\": \($0)" }
        try folder.write("{\(letters.joined(separator: ", ")), \"ab\": 26, \"<|endoftext|>\": 27}", to: "vocab.json")
        try folder.write("#version: 0.2\na b\n", to: "merges.txt")
    }

    private func load(_ format: WeightFormat? = nil) throws -> LoadedModel {
        try LoadedModel(folder: folder.path, options: .init(weightFormat: format))
    }

    private func refusal() -> String {
        let error = #expect(throws: CheckpointsError.self) { try load() }
        return error?.description ?? ""
    }

    private func changeConfiguration(_ change: (String) -> String) throws {
        let text = try String(contentsOfFile: GPT2Golden.folder + "/tiny_gpt2.config.json", encoding: .utf8)
        let changed = change(text)
        #expect(changed != text)
        try folder.write(changed, to: "config.json")
    }

    /// Writes the weights again with other names, numbers or types.
    private func rewriteWeights(
        type: ScalarType = .float32, _ change: (String, [Float]) -> (String, [Float])?
    ) throws {
        let file = try GPT2Golden.tensors("tiny_gpt2")
        var tensors: [(SafetensorsWriter.Announcement, [Float])] = []
        for entry in file.entries {
            guard let (name, numbers) = change(entry.name, try file.floats(entry.name)) else { continue }
            tensors.append((.init(name, type, entry.shape), numbers))
        }
        var writer = try SafetensorsWriter(path: folder.path + "/model.safetensors", tensors: tensors.map(\.0))
        for (_, numbers) in tensors {
            try writer.write(type == .float32 ? encodeFloats(numbers) : encodeBrainFloats(numbers))
        }
        try writer.finish()
    }

    private func logits(_ model: LoadedModel) -> [Float] {
        var batch = DecodingBatch(Decoder(model.weights))
        let sequence = batch.add(reading: .plain)
        return batch.step([Feed(sequence: sequence, tokens: [2, 13, 14, 10, 26, 27, 7])]).array
    }

    @Test("logits of a prompt, its tokenizer and the token that ends a text")
    func loads() throws {
        let model = try load()
        let wanted = try GPT2Golden.tensors("rome_gpt2_mom2").floats("logits_before", shape: [7, 96])
        #expect(Tensor(rows: 1, columns: 96, logits(model)).error(to: Array(wanted.suffix(96))) < 1e-5)
        #expect(model.tokenizer.encode("cab") == [2, 26])
        #expect(model.tokenizer.id(of: "<|endoftext|>") == 27)
        #expect(model.configuration.memory == nil && !model.isInitialised)
    }

    @Test("names without \"transformer.\" are the same model, other merges are not")
    func names() throws {
        let before = try load()
        try rewriteWeights { name, numbers in (String(name.dropFirst("transformer.".count)), numbers) }
        #expect(try logits(load()) == logits(before))
        try folder.write("#version: 0.2\n", to: "merges.txt")
        #expect(try load().tokenizerDigest != before.tokenizerDigest)
    }

    @Test("weights in bf16 stay so, and those in int8 stay near", arguments: [WeightFormat.bf16, .int8])
    func formats(format: WeightFormat) throws {
        let exact = try logits(load())
        try rewriteWeights(type: .brain16) { ($0, $1) }
        #expect(try load().weightFormat == .bf16)
        let model = try load(format)
        #expect(model.weights.layers[0][.key].weight.format == format)
        #expect(model.weights.positions?.rows.format == .f32)
        #expect(Tensor(rows: 1, columns: 96, logits(model)).error(to: exact) < 0.05)
    }

    @Test("what is missing, has another shape or is no number is refused by name")
    func damaged() throws {
        try rewriteWeights { $0 == "transformer.h.1.attn.c_attn.bias" ? nil : ($0, $1) }
        #expect(refusal().contains("transformer.h.1.attn.c_attn.bias"))
        try rewriteWeights { name, numbers in
            (name, name == "transformer.h.2.mlp.c_fc.weight" ? [.nan] + numbers.dropFirst() : numbers)
        }
        #expect(refusal().contains("transformer.h.2.mlp.c_fc.weight"))
        try rewriteWeights { ($0, $1) }
        try changeConfiguration { $0.replacing("\"n_positions\": 64", with: "\"n_positions\": 65") }
        #expect(refusal().contains("transformer.wpe.weight"))
    }

    @Test("settings that are not built, or not those of a model, are refused by the names of GPT-2", arguments: [
        ("\"gelu_new\"", "\"relu\"", "activation_function"), ("\"n_head\": 4", "\"n_head\": 5", "n_head"),
        ("\"n_head\": 4", "\"n_head\": 0", "n_head"), ("\"n_layer\": 3", "\"n_layer\": 0", "n_layer"),
        ("\"n_embd\": 48", "\"n_embd\": 4611686018427387904", "n_embd"),
        ("\"n_inner\": null", "\"n_inner\": -1", "n_inner"),
        ("\"scale_attn_weights\": true", "\"scale_attn_weights\": false", "scale_attn_weights"),
        ("1e-05", "-1", "layer_norm_epsilon"),
    ])
    func configuration(old: String, new: String, field: String) throws {
        try changeConfiguration { $0.replacing(old, with: new) }
        #expect(refusal().contains("field \"\(field)"))
    }
}
