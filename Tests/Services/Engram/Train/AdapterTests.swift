import Checkpoints
import Foundation
import Testing
import Transformer

@Suite("engram train adapter")
struct AdapterTests {
    private static func plainFolder(_ path: String) throws -> ModelConfiguration {
        let configuration = ModelConfiguration(
            layers: 2, width: 16, heads: 2, keyValueHeads: 1, headWidth: 8, feedForwardWidth: 24, vocabulary: 260,
            normEpsilon: 1e-5, rotary: RotaryConfiguration(theta: 10_000), positionsMax: 512, tiedHead: false,
            memory: nil)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try RandomModel(configuration, seed: 3).write(folder: path, type: .float32)
        return configuration
    }

    @Test("a Llama folder without a memory gets one: its weights stay, its adapters change, and it loads")
    func teaches() throws {
        let root = NSTemporaryDirectory() + "/engram-adapter-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: root) }
        let plain = try Self.plainFolder(root + "/plain")
        let settings = [
            "start=\(root)/plain", "update-tokens=8", "blocks=4", "stages=2:200", "piece-tokens-min=20", "streams=2",
            "in-context-share=0", "updates=3", "log-every=1", "lora-rank=2", "two-adapters=true", "precision=f32",
            "rope-factor=2", "max-piece-tokens=200",
        ]
        let found = try BuiltPrograms.run(
            "engram", ["train", "adapter", "--out", root + "/run"] + settings.flatMap { ["--set", $0] })
        #expect(found.status == 0, "\(found.output)")
        let model = try LoadedModel(folder: root + "/run/model")
        #expect(model.isInitialised && model.configuration.memory?.adapters?.rank == 2)
        #expect(model.configuration.rotary?.scaling == .linear(factor: 2))
        let (before, after) = (try CheckpointTensors(folder: root + "/plain"), model.folder)
        let trained = try SafetensorsFile(path: after + "/model.safetensors")
        for name in before.names {
            let base = name.replacing(".weight", with: ".base_layer.weight")
            let stored = trained.entry(named: name) == nil ? base : name
            #expect(try before.file(of: name)?.floats(name) == trained.floats(stored), "\(name)")
        }
        for adapter in ["default", "decoder_adapter"] {
            let name = "model.layers.1.self_attn.v_proj.lora_B.\(adapter).weight"
            #expect(try trained.floats(name).contains { $0 != 0 }, "\(name)")
        }
        #expect(plain.memory == nil)
        let again = try BuiltPrograms.run(
            "engram", ["train", "adapter", "--out", root + "/again", "--set", "start=\(after)"])
        #expect(again.status != 0)
    }
}
