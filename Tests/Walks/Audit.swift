import Checkpoints
import Foundation
import LatentMemory
import MemoryTypes
import StoreClient
import Tensors
import TestKit
import Testing
import Tokenization
import Transformer
import Wire

/// What must not depend on what died: the slots each shard dropped, update by update, and the documents it has read.
struct PoolStory: Equatable {
    var drops: [UInt32: [[[UInt32]]]] = [:]
    var documents: [UInt32: Set<DocumentID>] = [:]

    init(_ absorptions: [Absorption]) {
        for absorption in absorptions {
            drops[absorption.shard, default: []].append(absorption.forgotten.lists)
            documents[absorption.shard, default: []].insert(absorption.document)
        }
    }
}

/// Looks whether what was acknowledged is what the store holds.
struct Audit {
    let client: Client
    let plan: FaultWalk.Plan
    let texts: [String]

    private func documents(of pool: Int) throws -> Set<DocumentID> {
        Set(try texts.indices.filter { $0 % plan.pools == pool }.map(DocumentID.number))
    }

    func waitUntilAbsorbed() async throws {
        for number in texts.indices {
            _ = try await client.absorbed(try DocumentID.number(number), within: .seconds(300))
        }
    }

    func checkDeadLetters() async throws {
        #expect(try await client.call(ShowStatus()).deadLetters == 0)
        for state in [JobState.dead, .parked, .quarantined] {
            #expect(try await client.call(ListJobs(state: state, limit: 10)).jobs.isEmpty)
        }
    }

    /// - Returns: what the pool dropped and read.
    func check(_ number: Int) async throws -> PoolStory {
        let name = plan.pool(number)
        let pool = try await client.call(ShowPool(name: name))
        let absorptions = try await absorptions(of: name)
        try checkOnce(absorptions, number)
        #expect(
            absorptions.map(\.version.value) == (0..<UInt64(absorptions.count)).map { $0 + 1 }, "versions of \(name)")
        #expect(pool.version == PoolVersion(UInt64(absorptions.count)))
        let chain = try await client.stream(VerifyLog(name: name, deep: true))
        #expect(chain.holds, "\(name): \(chain.reason)")
        #expect(chain.headHash == pool.headHash)
        let replay = try await client.stream(ReplayPool(name: name, from: .start, deep: true))
        #expect(replay.holds, "\(name): \(replay.reason)")
        #expect(replay.last == pool.version && replay.stateHash == pool.stateHash)
        try await rederive(absorptions, pool)
        return PoolStory(absorptions)
    }

    private func absorptions(of name: PoolName) async throws -> [Absorption] {
        var all: [Absorption] = []
        var from: LogPosition? = LogPosition(0)
        while let start = from {
            let page = try await client.call(ListAbsorptions(name: name, from: start, limit: 100))
            all += page.absorptions
            from = page.next
        }
        return all
    }

    /// Every document of the pool once, all its pieces in order, and the chain of each shard without a gap.
    private func checkOnce(_ absorptions: [Absorption], _ pool: Int) throws {
        var pieces: [DocumentID: [UInt32]] = [:]
        for absorption in absorptions { pieces[absorption.document, default: []].append(absorption.piece) }
        #expect(Set(pieces.keys) == (try documents(of: pool)))
        var length: [UInt32: UInt64] = [:]
        for absorption in absorptions {
            let wanted = (0..<UInt32(absorption.cut.pieces)).map { $0 }
            #expect(pieces[absorption.document] == wanted, "pieces of \(absorption.document)")
            #expect(absorption.chainIndex == length[absorption.shard, default: 0])
            length[absorption.shard, default: 0] += 1
        }
    }

    /// Computes deltas again from the texts.
    private func rederive(_ absorptions: [Absorption], _ pool: PoolDescription) async throws {
        let loaded = try Pilot.loaded()
        let model = try #require(loaded.memoryModel())
        for absorption in absorptions {
            let text = try await client.call(FetchDocumentText(document: absorption.document)).text
            let tokens = Array(loaded.tokenizer.encode(text)[absorption.cut.tokens(of: Int(absorption.piece))])
            let tail = try await rows(absorption.tail, pool)
            let stored = try await rows(absorption.delta, pool)
            let again = model.selfUpdate(tokens, tail: tail)
            let difference = zip(again.values.array, try #require(stored).values.array).map { abs($0 - $1) }.max() ?? 0
            #expect(difference <= 1e-4, "version \(absorption.version) of \(pool.name)")
        }
    }

    private func rows(_ digest: BlobDigest?, _ pool: PoolDescription) async throws -> PoolDelta? {
        guard let digest else { return nil }
        let answer = try await client.engram.ingest.collect(
            FetchBlob(pool: pool.name, digest: digest, offset: 0, chunks: 16), within: .seconds(20))
        let bytes = (answer.parts + [answer.reply]).flatMap(\.bytes)
        #expect(BlobDigest(of: bytes) == digest)
        return try PoolDelta(layers: pool.shape.layers, width: pool.shape.width, bytes: bytes)
    }
}

/// The pilot model, loaded once.
private enum Pilot {
    private static let result = Result {
        try LoadedModel(folder: Programs.model.path, options: .init(weightFormat: .f32))
    }
    static func loaded() throws -> LoadedModel { try result.get() }
}
