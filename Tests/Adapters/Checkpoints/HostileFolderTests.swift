import Bytes
import Checkpoints
import Files
import Testing
import Transformer

@Suite struct HostileFolderTests {
    @Test(arguments: ["config.json", "tokenizer.json", "model.safetensors"])
    func `no cut and no changed byte of a file crashes the loader`(name: String) throws {
        let folder = try ScratchFolder()
        let memory = MemoryConfiguration(
            updateTokens: 2, poolTokens: 8, addsBos: true, dropsPerLayer: false, memoryClass: .llama8B, adapters: nil)
        var configuration = ModelConfiguration.tiny(memory: memory)
        configuration.layers = 1
        configuration.width = 8
        configuration.headWidth = 2
        configuration.feedForwardWidth = 8
        try RandomModel(configuration, seed: 3).write(folder: folder.path, type: .brain16)
        let path = folder.path + "/" + name
        let whole = try readFile(path, bytesMax: 1 << 20)
        var refused = 0
        for place in stride(from: 0, to: whole.count, by: max(1, whole.count / 60)) {
            try folder.write(Array(whole[..<place]), to: name)
            #expect(throws: CheckpointsError.self) { _ = try LoadedModel(folder: folder.path).pool() }
            for bit in [0, 4, 7] {
                var bytes = whole
                bytes[place] ^= 1 << UInt8(bit)
                try folder.write(bytes, to: name)
                if (try? LoadedModel(folder: folder.path).pool()) == nil { refused += 1 }
            }
        }
        #expect(refused > 0)
    }
}
