import Foundation
import MemoryTypes
import Synchronization
import TestKit
import Testing
import UpdateWorker
import Wire

/// The pilot model, loaded once.
private enum Pilot {
    private static let folder = TestFiles.pilot.path
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
    private let texts = (0..<2).map { "Anna\($0) was born in Oslo. Anna\($0) works as a baker." }

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
