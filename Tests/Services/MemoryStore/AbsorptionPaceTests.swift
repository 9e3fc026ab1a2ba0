import MemoryStore
import MemoryTypes
import Testing

@Suite("Estimates of time")
struct AbsorptionPaceTests {
    private let model = ModelDigest(of: [1])

    @Test("know nothing before a piece was absorbed, and then its mean time, by model")
    func measured() {
        var pace = AbsorptionPace()
        #expect(pace.piece(of: model) == nil)
        for time in [10_000, 30_000] as [Int64] { pace.note(time, of: model) }
        #expect(pace.piece(of: model) == 20_000)
        #expect(pace.piece(of: ModelDigest(of: [2])) == nil)
    }

    @Test("follow what was measured lately")
    func forgets() {
        var pace = AbsorptionPace()
        pace.note(1_000_000_000, of: model)
        for _ in 0..<64 { pace.note(20_000, of: model) }
        #expect(pace.piece(of: model) == 20_000)
    }

    @Test(
        "count one after another within a shard, and shards beside each other as far as there are workers",
        arguments: [
            ([1], 1, 20), ([1], 8, 20), ([10, 10], 2, 200), ([10, 10], 1, 400), ([10, 2, 2, 2], 4, 200), ([], 3, 0),
        ] as [([UInt64], Int, UInt64)])
    func adds(shards: [UInt64], workers: Int, milliseconds: UInt64) {
        #expect(
            AbsorptionPace.milliseconds(shards: shards, workers: workers, pieceMicroseconds: 20_000) == milliseconds)
    }

    @Test("never say that work takes no time")
    func leastTime() { #expect(AbsorptionPace.milliseconds(shards: [1], workers: 1, pieceMicroseconds: 3) == 1) }
}
