import Bytes
import Checkpoints
import Editing
import Foundation
import MemoryTypes
import Tensors
import Testing
import Transformer

@Suite("Edits as files")
struct EditArtifactFileTests {
    static let model = ModelDigest(of: [1, 2, 3])

    static func numbers(_ rows: Int, _ columns: Int, from first: Float = 0.1) -> Tensor {
        Tensor(rows: rows, columns: columns, (0..<rows * columns).map { first + Float($0) * 0.37 })
    }

    /// One of every case.
    static let payloads: [EditPayload] = {
        let site = EditSite(layer: 3), factors = Factors(inputs: numbers(2, 6), outputs: numbers(2, 4, from: -1))
        let low = LowRankDelta(site: site, factors: factors, guardedKeys: numbers(3, 6))
        let router = TopHash(columns: 2, permutation: [3, 1, 0, 2], mean: [0.5, -0.25, 1e-30, 7])
        let columns = ColumnsDelta(
            site: site, router: router, threshold: 0.4, columns: [0, 3],
            factors: Factors(inputs: numbers(2, 2), outputs: numbers(2, 5)), decay: 0.999)
        return [
            .lowRank([low, LowRankDelta(site: EditSite(layer: 1, projection: .up), factors: factors)]),
            .dense([DenseDelta(site: site, values: numbers(4, 6))]), .columns(columns),
            .codebookEntry(CodebookEntry(
                site: site, settings: CodebookSettings(radius: 0.3, replacement: .all), key: numbers(1, 6),
                value: numbers(1, 4), label: [7, -1, 9])),
            .gatedAdapter(GatedAdapter(key: numbers(1, 4), gate: site, sharpness: 0.1, adapters: [low])),
            .neurons(AddedNeurons(layer: 2, keys: numbers(2, 4), biases: numbers(1, 2), values: numbers(2, 4))),
            .datastore(Datastore(
                settings: NeighbourSettings(count: 3, reach: 2), keys: numbers(2, 4), tokens: [5, 6])),
            .context(ContextText(settings: ContextSettings(), text: [1, 2, 3], topic: [2])),
        ]
    }()

    private func file(_ index: Int) -> EditArtifactFile {
        EditArtifactFile(
            artifact: EditArtifact(method: "rome", model: Self.model, payload: Self.payloads[index]),
            position: LogPosition(41), request: BlobDigest(of: [9]))
    }

    @Test("every case comes back bit by bit, with its place in the log and its request", arguments: 0..<8)
    func roundTrip(index: Int) throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/edit.safetensors"
        try file(index).write(to: path)
        let found = try EditArtifactFile(path: path)
        #expect(found.artifact.encoded == file(index).artifact.encoded)
        #expect(found.position == LogPosition(41) && found.request == BlobDigest(of: [9]))
        #expect(found.artifact.model == Self.model)
    }

    @Test("a file of an edit that never stood in a log names no place")
    func loose() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/edit.safetensors"
        try EditArtifactFile(artifact: file(1).artifact).write(to: path)
        let found = try EditArtifactFile(path: path)
        #expect(found.position == nil && found.request == nil)
    }

    @Test("no file with a changed byte or a missing end is taken for the edit", arguments: 0..<8)
    func flipped(index: Int) throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/edit.safetensors"
        try file(index).write(to: path)
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        for place in stride(from: 0, to: bytes.count, by: 41) {
            var changed = bytes
            changed[place] ^= 0x10
            try folder.write(changed, to: "changed.safetensors")
            guard let found = try? EditArtifactFile(path: folder.path + "/changed.safetensors") else { continue }
            // What is not part of the edit may change: blanks of the header, the place in a log.
            #expect(found.artifact.encoded == file(index).artifact.encoded, "byte \(place)")
        }
        try folder.write(Array(bytes.dropLast()), to: "short.safetensors")
        #expect(throws: CheckpointsError.self) { try EditArtifactFile(path: folder.path + "/short.safetensors") }
    }

    @Test("a file of another format, of another case or with a number that is none is refused")
    func hostile() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/other.safetensors"
        try SafetensorsWriter(path: path, tensors: [], metadata: ["format": "pt"]).finish()
        #expect(throws: CheckpointsError.malformed(file: path, found: "format pt", wanted: "engram edit 1")) {
            try EditArtifactFile(path: path)
        }
        let infinite = EditPayload.dense([
            DenseDelta(site: EditSite(layer: 0), values: Tensor(rows: 1, columns: 2, [1, .infinity])),
        ])
        try EditArtifactFile(artifact: EditArtifact(method: "ft", model: Self.model, payload: infinite)).write(to: path)
        let error = #expect(throws: CheckpointsError.self) { try EditArtifactFile(path: path) }
        #expect("\(error.map { "\($0)" } ?? "")".contains("not finite"))
    }
}

@Suite("Key statistics as files")
struct KeyStatisticsFileTests {
    private func statistics(_ layer: Int) -> KeyStatistics {
        KeyStatistics(
            model: EditArtifactFileTests.model, site: EditSite(layer: layer), tokens: 12,
            moment: Matrix64(rows: 2, columns: 2, [2, 0.5, 0.5, Double(layer) + 1]))
    }

    @Test("statistics of several layers come back for their model, and for no other")
    func roundTrip() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/keys.safetensors"
        try KeyStatisticsFile.write([statistics(0), statistics(3)], text: BlobDigest(of: [1]), to: path)
        let found = try KeyStatisticsFile.read(path, model: EditArtifactFileTests.model)
        #expect(Set(found.keys) == [EditSite(layer: 0), EditSite(layer: 3)])
        #expect(found[EditSite(layer: 3)]?.moment == statistics(3).moment && found[EditSite(layer: 3)]?.tokens == 12)
        let other = ModelDigest(of: [9])
        let error = #expect(throws: CheckpointsError.self) { try KeyStatisticsFile.read(path, model: other) }
        #expect("\(error.map { "\($0)" } ?? "")".contains("\(other)"))
    }

    @Test("a folder gives what is the model's and passes over all else")
    func folder() throws {
        let folder = try ScratchFolder()
        try KeyStatisticsFile.write(
            [statistics(1)], text: BlobDigest(of: [1]), to: folder.path + "/keys.safetensors")
        try SafetensorsWriter(path: folder.path + "/model.safetensors", tensors: []).finish()
        try folder.write("notes", to: "README.md")
        #expect(try KeyStatisticsFile.read(folder: folder.path, model: EditArtifactFileTests.model).count == 1)
        #expect(try KeyStatisticsFile.read(folder: folder.path, model: ModelDigest(of: [9])).isEmpty)
    }
}

@Suite("Artifacts by their digests")
struct ArtifactLibraryTests {
    private static let good = EditArtifact(
        method: "ft", model: EditArtifactFileTests.model,
        payload: .dense([DenseDelta(site: EditSite(layer: 0), values: EditArtifactFileTests.numbers(2, 3))]))

    private func library(_ bytes: [UInt8], bytesMax: Int = 1 << 20) -> ArtifactLibrary {
        ArtifactLibrary(model: EditArtifactFileTests.model, bytesMax: bytesMax) { _ throws(Refusal) in bytes }
    }

    @Test("positions of a stack are places in its list, whatever logs its records stand in")
    func stack() async throws {
        let digest = Self.good.digest
        let stack = try await library(Self.good.encoded).stack([digest, digest])
        #expect(stack.entries.map(\.position) == [LogPosition(1), LogPosition(2)])
    }

    @Test("bytes that are no artifact, another model's, and numbers that are none are refused by one number")
    func unfit() async throws {
        let infinite = EditArtifact(
            method: "ft", model: EditArtifactFileTests.model,
            payload: .dense([DenseDelta(site: EditSite(layer: 0), values: Tensor(rows: 1, columns: 1, [.nan]))]))
        let foreign = EditArtifact(method: "ft", model: ModelDigest(of: [8]), payload: Self.good.payload)
        for bytes in [[1, 2, 3], infinite.encoded, foreign.encoded, Array(Self.good.encoded.dropLast())] {
            let refusal = await #expect(throws: Refusal.self) {
                try await library(bytes).artifact(BlobDigest(of: bytes))
            }
            #expect(refusal?.code == .artifactUnfit)
        }
    }

    @Test("it keeps as many bytes as it may, the last ones")
    func bound() async throws {
        let size = Self.good.encoded.count
        let library = library(Self.good.encoded, bytesMax: 2 * size)
        for number in 0..<5 as Range<UInt8> { _ = try await library.artifact(BlobDigest(of: [number])) }
        #expect(await library.bytes == 2 * size)
    }
}
