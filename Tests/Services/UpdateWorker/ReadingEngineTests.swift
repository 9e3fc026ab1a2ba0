import Foundation
import LatentMemory
import MemoryTypes
import Synchronization
import Testing
import UpdateWorker
import Wire

/// The pilot model, loaded once.
private enum Pilot {
    private static let folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "deploy/models/pilot").path
    private static let opened = Result { try OpenedModel(folder: folder, weights: "f32", memoryClass: nil) }

    static func model() throws -> OpenedModel { try opened.get() }

    /// Work on a document of its own.
    static func assignment(_ number: UInt64, _ text: String) throws -> Assignment {
        let model = try model().descriptor
        let shape = try #require(model.shape(shards: 1))
        let document = try #require(DocumentID(bytes: [UInt8](repeating: UInt8(number), count: 16)))
        return Assignment(
            job: JobID(number), token: FencingToken(number), attempt: 1, pool: PoolID(number), model: model.digest,
            shape: shape, shard: 0, document: document, text: text, cut: nil, piece: 0, baseVersion: PoolVersion(0),
            tail: .none, leaseMilliseconds: 60_000, secondsMax: 600)
    }
}

@Suite("Update worker: reading")
struct ReadingEngineTests {
    private let texts = (0..<12).map { "Anna\($0) was born in Oslo. Anna\($0) works as a baker." }

    /// The newest rows of the model's own pool.
    private func tail() async throws -> [UInt8] {
        let model = try Pilot.model()
        let memory = model.reader.model
        return try PoolDelta(
            layers: memory.configuration.layers, width: memory.configuration.width, bytes: try await model.basePool()
        ).tail(memory.memory.updateTokens).bytes
    }

    @Test("pieces that come together are each read as they are alone, within what rederiving allows")
    func together() async throws {
        let engine = ReadingEngine(try Pilot.model().reader)
        let tail = try await tail()
        let tasks = try texts.enumerated().map { index, text in
            // Every third pool has not been filled yet.
            ReadingTask(
                assignment: try Pilot.assignment(UInt64(index + 1), text), tail: index % 3 == 0 ? nil : tail)
        }
        let together = try await withThrowingTaskGroup(of: (Int, ComputedDelta).self) { group in
            for (index, task) in tasks.enumerated() { group.addTask { (index, try await engine.delta(of: task)) } }
            return try await group.reduce(into: [Int: ComputedDelta]()) { $0[$1.0] = $1.1 }
        }
        for (index, task) in tasks.enumerated() {
            let alone = try await engine.delta(of: task)
            let other = try #require(together[index])
            #expect(other.rows == alone.rows && other.cut == alone.cut)
            #expect(try difference(alone, other) < 1e-4)
        }
        await engine.stop()
    }

    private func difference(_ one: ComputedDelta, _ other: ComputedDelta) throws -> Float {
        let configuration = try Pilot.model().reader.model.configuration
        let values = try [one, other].map {
            try PoolDelta(layers: configuration.layers, width: configuration.width, bytes: $0.bytes).values.array
        }
        return zip(values[0], values[1]).map { abs($0 - $1) }.max() ?? .infinity
    }

    @Test("a lease that is lost while its piece is read ends the pass before the next layer")
    func lost() async throws {
        let engine = ReadingEngine(try Pilot.model().reader)
        let asked = Mutex(0)
        let task = ReadingTask(assignment: try Pilot.assignment(1, texts[0]), tail: nil) {
            asked.withLock { asked in
                asked += 1
                return asked > 1
            }
        }
        let fault = await #expect(throws: UpdateFault.self) { try await engine.delta(of: task) }
        #expect(fault?.code == .leaseLost)
        #expect(asked.withLock { $0 } == 2)
        // The engine goes on with the next one.
        _ = try await engine.delta(of: ReadingTask(assignment: try Pilot.assignment(2, texts[1]), tail: nil))
        await engine.stop()
    }
}
