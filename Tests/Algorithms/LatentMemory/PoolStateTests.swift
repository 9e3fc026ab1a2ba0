import Bytes
import LatentMemory
import MemoryTypes
import Testing

@Suite("The state of a pool")
struct PoolStateTests {
    static func shape(shards: Int = 1, perLayer: Bool = false) -> PoolShape {
        PoolShape(layers: 2, width: 4, tokens: 12, updateTokens: 3, shards: shards, dropsPerLayer: perLayer)!
    }
    let model = ModelDigest(of: [1])
    let base = BlobDigest(of: [2])
    let first = BlobDigest(of: [3])
    let second = BlobDigest(of: [4])

    @Test("theta' = [keep(theta); delta]: forgotten slots go, the rest move left, new ones stand at the end")
    func absorb() throws {
        var state = PoolState(model: model, shape: Self.shape(), base: base)
        try state.absorb(delta: first, rows: 3, shard: 0, forgotten: [[0, 5, 11]])
        let origins = state.origins(shard: 0, layer: 1)
        #expect(origins.prefix(9).map(\.row) == [1, 2, 3, 4, 6, 7, 8, 9, 10])
        #expect(origins.prefix(9).allSatisfy { $0.blob == base })
        #expect(origins.suffix(3) == [0, 1, 2].map { SlotOrigin(blob: first, row: $0) })
        #expect(state.tail(shard: 0, layer: 0) == Array(origins.suffix(3)))
    }

    @Test("a shard starts as its own rows of the base pool and changes alone")
    func shards() throws {
        var state = PoolState(model: model, shape: Self.shape(shards: 3), base: base)
        #expect(state.origins(shard: 2, layer: 0).map(\.row) == [8, 9, 10, 11])
        try state.absorb(delta: first, rows: 3, shard: 1, forgotten: [[0, 1, 2]])
        #expect(state.origins(shard: 1, layer: 0).map(\.row) == [7, 0, 1, 2])
        #expect(state.origins(shard: 2, layer: 0).map(\.row) == [8, 9, 10, 11])
    }

    @Test("each layer forgets its own slots where the shape says so")
    func perLayer() throws {
        var state = PoolState(model: model, shape: Self.shape(perLayer: true), base: base)
        try state.absorb(delta: first, rows: 3, shard: 0, forgotten: [[0, 1, 2], [9, 10, 11]])
        #expect(state.origins(shard: 0, layer: 0).first?.row == 3)
        #expect(state.origins(shard: 0, layer: 1).first?.row == 0)
    }

    @Test("a first fill repeats the delta and ends with its newest rows", arguments: [
        (1, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), (2, [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1]),
        (3, [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2]),
    ])
    func fill(rows: Int, wanted: [Int]) throws {
        var state = PoolState(model: model, shape: Self.shape(), base: nil)
        #expect(!state.isInitialised(shard: 0))
        try state.absorb(delta: first, rows: rows, shard: 0, forgotten: [])
        #expect(state.isInitialised(shard: 0))
        #expect(state.origins(shard: 0, layer: 1).map { Int($0.row) } == wanted)
        #expect(firstFillRows(rows: 5, tokens: 8) == [0, 1, 2, 3, 4, 2, 3, 4])
        #expect(firstFillRows(rows: 9, tokens: 4) == [5, 6, 7, 8])
    }

    @Test("refuses what does not fit, and changes nothing")
    func refusals() throws {
        var state = PoolState(model: model, shape: Self.shape(), base: base)
        let before = state
        #expect(throws: PoolStateError.shard(found: 1, shards: 1)) {
            try state.absorb(delta: first, rows: 3, shard: 1, forgotten: [[0, 1, 2]])
        }
        #expect(throws: PoolStateError.rows(found: 2, wanted: 3...3)) {
            try state.absorb(delta: first, rows: 2, shard: 0, forgotten: [[0, 1]])
        }
        #expect(throws: PoolStateError.forgottenLists(found: 2, wanted: 1)) {
            try state.absorb(delta: first, rows: 3, shard: 0, forgotten: [[0, 1, 2], [0, 1, 2]])
        }
        #expect(throws: PoolStateError.forgottenCount(list: 0, found: 2, wanted: 3)) {
            try state.absorb(delta: first, rows: 3, shard: 0, forgotten: [[0, 1]])
        }
        for slots: [UInt32] in [[0, 2, 2], [3, 2, 4], [0, 1, 12], [0, 1, .max]] {
            #expect(throws: PoolStateError.self) {
                try state.absorb(delta: first, rows: 3, shard: 0, forgotten: [slots])
            }
        }
        #expect(state == before)
    }

    @Test("the hash names model, shape, order, rows, blobs and edits")
    func hash() throws {
        let state = PoolState(model: model, shape: Self.shape(), base: base)
        var others: Set<StateHash> = [state.stateHash(artifacts: [])]
        others.insert(state.stateHash(artifacts: [first]))
        others.insert(PoolState(model: ModelDigest(of: [9]), shape: Self.shape(), base: base).stateHash(artifacts: []))
        others.insert(PoolState(model: model, shape: Self.shape(shards: 2), base: base).stateHash(artifacts: []))
        others.insert(PoolState(model: model, shape: Self.shape(), base: first).stateHash(artifacts: []))
        others.insert(PoolState(model: model, shape: Self.shape(), base: nil).stateHash(artifacts: []))
        for slots: [UInt32] in [[0, 1, 2], [0, 1, 3]] {
            var next = state
            try next.absorb(delta: first, rows: 3, shard: 0, forgotten: [slots])
            others.insert(next.stateHash(artifacts: []))
        }
        #expect(others.count == 8)
    }

    @Test("the hash is the SHA-256 of the documented bytes", arguments: [false, true])
    func hashBytes(perLayer: Bool) {
        var bytes = ByteWriter()
        bytes.write(exactly: "engram state 1".utf8)
        model.write(to: &bytes)
        Self.shape(shards: 2, perLayer: perLayer).write(to: &bytes)
        for shard in 0..<UInt32(2) {
            bytes.write(UInt32(perLayer ? 2 : 1))
            for _ in 0..<(perLayer ? 2 : 1) {
                bytes.write(UInt32(6))
                for row in 6 * shard..<6 * shard + 6 {
                    base.write(to: &bytes)
                    bytes.write(row)
                }
            }
        }
        bytes.write(UInt32(1))
        first.write(to: &bytes)
        let state = PoolState(model: model, shape: Self.shape(shards: 2, perLayer: perLayer), base: base)
        #expect(state.stateHash(artifacts: [first]).bytes == sha256(bytes.bytes))
    }

    @Test("folding many absorptions in memory equals moving the rows themselves", arguments: [false, true])
    func fold(perLayer: Bool) throws {
        let shape = Self.shape(shards: 2, perLayer: perLayer)
        var state = PoolState(model: model, shape: shape, base: base)
        var rows = (0..<2).map { layer in (0..<2).map { shard in (0..<6).map { [0, 6 * shard + $0] } } }
        for step in 1..<60 {
            let shard = step * 7 % 2
            let forgotten = Forgetting(seed: 3).slots(shape: shape, shard: shard, chainIndex: UInt64(step), rows: 3)
            try state.absorb(delta: BlobDigest(of: [UInt8(step)]), rows: 3, shard: shard, forgotten: forgotten)
            for layer in 0..<2 {
                for slot in forgotten[perLayer ? layer : 0].reversed() { rows[layer][shard].remove(at: Int(slot)) }
                rows[layer][shard] += (0..<3).map { [step, $0] }
            }
        }
        for layer in 0..<2 {
            for shard in 0..<2 {
                let wanted = rows[layer][shard].map {
                    SlotOrigin(blob: $0[0] == 0 ? base : BlobDigest(of: [UInt8($0[0])]), row: UInt32($0[1]))
                }
                #expect(state.origins(shard: shard, layer: layer) == wanted)
            }
        }
        #expect(state.sources.count < 30)
        #expect(try PoolState(decoding: state.encoded) == state)
        #expect(try PoolState(decoding: state.encoded).encoded == state.encoded)
    }

    @Test("no prefix of a state is a state, and changed bytes never crash", arguments: [UInt64(1), 2, 3])
    func hostile(seed: UInt64) throws {
        var state = PoolState(model: model, shape: Self.shape(perLayer: true), base: base)
        try state.absorb(delta: first, rows: 3, shard: 0, forgotten: [[0, 1, 2], [3, 4, 5]])
        let bytes = state.encoded
        for length in 0..<bytes.count {
            #expect(throws: BytesError.self) { try PoolState(decoding: Array(bytes[..<length])) }
        }
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= UInt8(truncatingIfNeeded: seed &* 37 &+ UInt64(place)) | 1
            let other = try? PoolState(decoding: changed)
            #expect(other == nil || other != state, "byte \(place)")
        }
    }
}
