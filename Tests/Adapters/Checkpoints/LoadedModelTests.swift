import Bytes
import Checkpoints
import Files
import Foundation
import LatentMemory
import Tensors
import Testing
import Tokenization
import Transformer

@Suite struct LoadedModelTests {
    let folder: ScratchFolder

    static let memory = MemoryConfiguration(
        updateTokens: 4, poolTokens: 16, addsBos: true, dropsPerLayer: true, memoryClass: .llama8B, adapters: nil)
    static let adapters = AdapterConfiguration(rank: 2, alpha: 4, targets: [.query, .down], readsWithOwn: true)

    init() throws { folder = try ScratchFolder() }

    private func model(_ change: (inout ModelConfiguration) -> Void = { _ in }, seed: UInt64 = 1) -> RandomModel {
        var configuration = ModelConfiguration.tiny(memory: Self.memory)
        change(&configuration)
        return RandomModel(configuration, seed: seed)
    }

    private func load(_ format: WeightFormat? = nil) throws -> LoadedModel {
        try LoadedModel(folder: folder.path, options: .init(weightFormat: format))
    }

    /// The error of loading, in words.
    private func refusal(_ format: WeightFormat? = nil) -> String {
        let error = #expect(throws: CheckpointsError.self) { try load(format) }
        return error?.description ?? ""
    }

    private func edit(_ change: (inout [String: JSON]) -> Void) throws {
        let path = folder.path + "/config.json"
        let members = try JSON(parsing: readFile(path, bytesMax: 1 << 20)).object?.members ?? []
        var fields = Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0.value) })
        change(&fields)
        try writeAtomically(
            JSON.object(JSONObject(fields.map { .init(name: $0.key, value: $0.value) })).encoded, to: path)
    }

    @Test(arguments: [RandomModel.StoredType.float32, .brain16], [WeightFormat.f32, .bf16, .int8])
    func `a folder loads as the same weights that stand in memory`(type: RandomModel.StoredType, format: WeightFormat)
        throws
    {
        let random = model()
        try random.write(folder: folder.path, type: type)
        let loaded = try load(format)
        #expect(loaded.configuration == random.configuration)
        #expect(loaded.weightFormat == format)
        guard type == .float32 || format == .bf16 else { return }
        let weights = try random.weights(format)
        #expect(
            loaded.weights.layers[1][.down].weight.widened().array == weights.layers[1][.down].weight.widened().array)
        #expect(loaded.weights.layers[0].inputNorm.weight.array.count == 32)
        if format != .int8 { #expect(loaded.weights.embedding.widened().array == weights.embedding.widened().array) }
        if type == .float32 { #expect(loaded.weights.memory?.bos?.array == weights.memory?.bos?.array) }
    }

    @Test func `its own format is kept unless another is asked for`() throws {
        try model().write(folder: folder.path, type: .brain16)
        #expect(try load().weightFormat == .bf16)
        try model().write(folder: folder.path, type: .float32)
        #expect(try load().weightFormat == .f32)
    }

    @Test func `the pool is the folder's, or none where it was never filled`() throws {
        try model().write(folder: folder.path, type: .float32)
        let loaded = try load()
        let pool = try #require(try loaded.pool())
        #expect(pool.layers == 2 && pool.rows == 16 && pool.width == 32)
        #expect(try pool.values.array == SafetensorsFile(path: folder.path + "/model.safetensors").floats("memory"))
        try rewrite { $0 == "initialized" ? [0] : nil }
        #expect(try load().isInitialised == false)
        #expect(try load().pool() == nil)
    }

    @Test func `a model without a memory loads too`() throws {
        try model({ $0.memory = nil }).write(folder: folder.path, type: .float32)
        let loaded = try load()
        #expect(loaded.configuration.memory == nil)
        #expect(try loaded.pool() == nil)
        #expect(loaded.weights.memory == nil)
    }

    @Test func `adapters are read, or were merged`() throws {
        try model({ $0.memory?.adapters = Self.adapters }).write(folder: folder.path, type: .float32)
        let loaded = try load()
        #expect(loaded.weights.layers[0][.query].writing?.scale == 2)
        #expect(loaded.weights.layers[0][.query].reading?.up.outputs == 32)
        #expect(loaded.weights.layers[0][.key].writing == nil)
        // The same configuration over merged weights.
        let merged = try ScratchFolder()
        try model().write(folder: merged.path, type: .float32)
        try folder.remove("model.safetensors")
        try merged.copy("model.safetensors", to: folder.path + "/model.safetensors")
        #expect(try load().weights.layers[0][.query].writing == nil)
    }

    @Test func `the tokenizer, the end and the template come with it`() throws {
        try model().write(folder: folder.path, type: .float32)
        var loaded = try load()
        #expect(loaded.tokenizer.encode("aé") == [0x61, 0xC3, 0xA9])
        #expect(loaded.endTokens == [257])
        #expect(try loaded.prompt([ChatMessage(role: .user, content: "Hi")]) == [0x48, 0x69])
        try folder.write(
            #"{"bos_token":"<s>","eos_token":{"content":"</s>"},"chat_template":"{{bos_token}}[INST] x [/INST]"}"#,
            to: "tokenizer_config.json")
        loaded = try load()
        #expect(
            try loaded.prompt([ChatMessage(role: .user, content: "Hi")])
                == Array("[INST] Hi [/INST]".utf8).map(Int32.init))
        try folder.write(#"{"chat_template":"ACME {{ message }}"}"#, to: "tokenizer_config.json")
        let error = #expect(throws: TokenizationError.self) { try load().prompt([]) }
        #expect(error?.description.contains("ACME {{ message }}") == true)
    }

    @Test func `added tokens beyond the model's vocabulary are left out, and other tokens there are an error`() throws {
        try model({ $0.vocabulary = 260 }).write(folder: folder.path, type: .float32)
        let path = folder.path + "/tokenizer.json"
        let text = String(decoding: try readFile(path, bytesMax: 1 << 20), as: UTF8.self)
        try folder.write(text.replacing(#""id":257"#, with: #""id":260"#), to: "tokenizer.json")
        #expect(try load().tokenizer.encode("</s>", specials: .recognised).count == 4)
        try folder.write(text.replacing(#""!":33"#, with: #""!":260"#), to: "tokenizer.json")
        #expect(refusal().contains("wanted a number below 260"))
    }

    @Test func `a digest is the same for the same model, and another for another`() throws {
        try model().write(folder: folder.path, type: .float32)
        let digest = try load().digest
        #expect(try load().digest == digest)
        #expect(try load(.bf16).digest != digest)
        try shard()
        #expect(try load().digest == digest)
        let other = try ScratchFolder()
        try model(seed: 2).write(folder: other.path, type: .float32)
        #expect(try LoadedModel(folder: other.path).digest != digest)
        try edit { $0["rope_theta"] = .integer(20_000) }
        #expect(try load().digest != digest)
        try edit { $0["rope_theta"] = .integer(10_000) }
        #expect(try load().digest == digest)
        let path = folder.path + "/tokenizer.json"
        try writeAtomically(try readFile(path, bytesMax: 1 << 20) + [0x20], to: path)
        #expect(try load().digest != digest)
    }

    @Test func `an index that lies is refused`() throws {
        try model().write(folder: folder.path, type: .float32)
        try shard()
        let index = folder.path + "/model.safetensors.index.json"
        let text = String(decoding: try readFile(index, bytesMax: 1 << 20), as: UTF8.self)
        try folder.write(
            text.replacing("part-1.safetensors", with: "../part-1.safetensors"), to: "model.safetensors.index.json")
        #expect(refusal().contains("the name of a file in the folder"))
        try folder.write(
            text.replacing("part-1.safetensors", with: "part-2.safetensors"), to: "model.safetensors.index.json")
        #expect(refusal().contains("part-2.safetensors"))
        try folder.write(text.replacing("part-1.safetensors", with: "part-1.bin"), to: "model.safetensors.index.json")
        #expect(refusal().contains("pickle"))
    }

    @Test(arguments: ["pytorch_model.bin", "consolidated.00.pth", "model.pt"])
    func `pickles are refused with what to do`(name: String) throws {
        try model().write(folder: folder.path, type: .float32)
        try folder.remove("model.safetensors")
        #expect(refusal().contains("no weights"))
        try folder.write("x", to: name)
        #expect(refusal().contains("save_pretrained"))
        #expect(refusal().contains(name))
    }

    @Test func `a tensor that is missing, misshapen, of another type or not finite is named`() throws {
        try model().write(folder: folder.path, type: .float32)
        try rewrite(rename: ["model.layers.1.mlp.up_proj.weight": "x"])
        #expect(refusal().contains("model.layers.1.mlp.up_proj.weight"))
        #expect(refusal().contains("[64, 32]"))

        try model({ $0.feedForwardWidth = 32 }).write(folder: folder.path, type: .float32)
        try edit { $0["intermediate_size"] = .integer(64) }
        #expect(refusal().contains("gate_proj.weight\": found F32 [32, 32], wanted shape [64, 32]"))

        try model().write(folder: folder.path, type: .float32)
        try rewrite(type: ["model.norm.weight": .signed32])
        #expect(refusal().contains("\"model.norm.weight\": found I32 [32]"))

        for bad in [Float.nan, .infinity] {
            try model().write(folder: folder.path, type: .float32)
            try rewrite { $0 == "model.layers.0.self_attn.k_proj.weight" ? encodeFloats([0, bad]) : nil }
            #expect(refusal().contains("k_proj.weight\": found F32 [16, 32] where the number at index 1"))
            #expect(refusal(.bf16).contains("index 1"))
        }
        try model().write(folder: folder.path, type: .float32)
        try rewrite { $0 == "memory" ? encodeFloats([.nan]) : nil }
        #expect(throws: CheckpointsError.self) { try load().pool() }
    }

    @Test func `a pool of another size than the configuration's is refused with both`() throws {
        try model().write(folder: folder.path, type: .float32)
        try edit { $0["num_blocks"] = .integer(5) }
        #expect(refusal().contains("found F32 [2, 16, 32], wanted shape [2, 20, 32]"))
    }

    @Test func `sizes of other types than these are refused by field`() throws {
        try model().write(folder: folder.path, type: .float32)
        try edit { $0["hidden_size"] = .string("32") }
        #expect(refusal().contains("hidden_size"))
        try edit { $0["hidden_size"] = .integer(-1) }
        #expect(refusal().contains("hidden_size"))
        try edit { $0["hidden_size"] = .integer(.max) }
        #expect(refusal().contains("config.json"))
        try folder.write("{", to: "config.json")
        #expect(refusal().contains("config.json"))
        try folder.remove("config.json")
        #expect(refusal().contains("No such file"))
    }

    @Test func `configurations come back from the file they write`() throws {
        var configurations = [ModelConfiguration.oneBillion(), .tiny(memory: Self.memory)]
        for scaling in [
            .linear(factor: 2), .dynamic(factor: 1.5),
            .llama3(factor: 8, lowFrequencyFactor: 1, highFrequencyFactor: 4, originalPositionsMax: 64),
        ] as [RotaryConfiguration.Scaling] {
            var other = ModelConfiguration.tiny(memory: Self.memory)
            other.rotary = RotaryConfiguration(theta: 500_000, scaling: scaling)
            other.memory?.adapters = Self.adapters
            other.memory?.memoryClass = .llama8B
            other.tiedHead = true
            other.normEpsilon = 1e-6
            configurations.append(other)
        }
        for configuration in configurations {
            #expect(
                try ConfigurationFile(bytes: configuration.configurationFile(), path: "x").configuration()
                    == configuration)
        }
    }

    /// Writes the weights again with other names, types or first bytes.
    private func rewrite(
        rename: [String: String] = [:], type: [String: ScalarType] = [:], _ front: (String) -> [UInt8]? = { _ in nil }
    ) throws {
        let path = folder.path + "/model.safetensors"
        let file = try SafetensorsFile(path: path)
        var writer = try SafetensorsWriter(
            path: path,
            tensors: file.entries.map { .init(rename[$0.name] ?? $0.name, type[$0.name] ?? $0.type, $0.shape) })
        for entry in file.entries {
            let start = front(entry.name) ?? []
            try writer.write(start + file.file.bytes(in: entry.range).dropFirst(start.count))
        }
        try writer.finish()
    }

    /// Divides the weights over two files and an index.
    private func shard() throws {
        let path = folder.path + "/model.safetensors"
        let file = try SafetensorsFile(path: path)
        let half = file.entries.count / 2
        var map: [JSONObject.Member] = []
        for (number, entries) in [file.entries[..<half], file.entries[half...]].enumerated() {
            let name = "part-\(number).safetensors"
            var writer = try SafetensorsWriter(
                path: folder.path + "/" + name, tensors: entries.map { .init($0.name, $0.type, $0.shape) })
            for entry in entries { try writer.write(file.file.bytes(in: entry.range)) }
            try writer.finish()
            map += entries.map { .init(name: $0.name, value: .string(name)) }
        }
        let index = JSON.object(JSONObject([.init(name: "weight_map", value: .object(JSONObject(map)))]))
        try writeAtomically(index.encoded, to: folder.path + "/model.safetensors.index.json")
        try folder.remove("model.safetensors")
    }
}
