import LatentMemory
import MemoryTypes
import Testing

@Suite("Wang et al. 2024, section 3.1.2: forgetting")
struct ForgettingTests {
    let shape = PoolShape(layers: 3, width: 4, tokens: 64, updateTokens: 4, shards: 2, dropsPerLayer: true)!

    @Test("draws as many different slots of the shard as there are new tokens, ascending", arguments: 0..<50)
    func count(index: Int) {
        let lists = Forgetting(seed: 9).slots(shape: shape, shard: 1, chainIndex: UInt64(index), rows: 4)
        #expect(lists.count == 3)
        for slots in lists {
            #expect(slots.count == 4)
            #expect(slots == Set(slots).sorted())
            #expect(slots.allSatisfy { $0 < 32 })
        }
    }

    @Test("seed, shard, place in the chain and layer each change the draw, and nothing else does")
    func place() {
        let draw = Forgetting(seed: 9).slots(shape: shape, shard: 0, chainIndex: 5, rows: 4)
        #expect(draw == Forgetting(seed: 9).slots(shape: shape, shard: 0, chainIndex: 5, rows: 4))
        #expect(draw != Forgetting(seed: 8).slots(shape: shape, shard: 0, chainIndex: 5, rows: 4))
        #expect(draw != Forgetting(seed: 9).slots(shape: shape, shard: 1, chainIndex: 5, rows: 4))
        #expect(draw != Forgetting(seed: 9).slots(shape: shape, shard: 0, chainIndex: 6, rows: 4))
        #expect(Set(draw).count == 3)
    }

    @Test("the draw of a place is the one an independent implementation gives")
    func fixed() {
        let draw = Forgetting(seed: 42).slots(shape: shape, shard: 1, chainIndex: 7, rows: 4)
        #expect(draw == [[8, 10, 12, 17], [16, 20, 21, 24], [1, 5, 14, 27]])
    }

    @Test("every slot is forgotten as often as any other, the newest included")
    func uniform() {
        var counts = [Int](repeating: 0, count: 32)
        for index in 0..<4000 {
            for slot in Forgetting(seed: 1).slots(shape: shape, shard: 0, chainIndex: UInt64(index), rows: 4)[0] {
                counts[Int(slot)] += 1
            }
        }
        for count in counts { #expect(abs(count - 500) < 110) }
    }

    @Test("(1 - K/N)^t: half of a piece is left after 20.4 updates at N/K = 30")
    func survival() throws {
        let large = try #require(
            PoolShape(layers: 32, width: 4096, tokens: 7680, updateTokens: 256, shards: 1, dropsPerLayer: false))
        #expect(expectedSurvival(shape: large, updates: 0) == 1)
        #expect(abs(expectedSurvival(shape: large, updates: 1) - 29.0 / 30) < 1e-15)
        #expect(expectedSurvival(shape: large, updates: 20) > 0.5)
        #expect(expectedSurvival(shape: large, updates: 21) < 0.5)
        // A shard is smaller, but it absorbs as much more seldom.
        let half = try #require(
            PoolShape(layers: 32, width: 4096, tokens: 7680, updateTokens: 256, shards: 2, dropsPerLayer: false))
        #expect(abs(expectedSurvival(shape: half, updates: 1) - 14.0 / 15) < 1e-15)
    }
}
