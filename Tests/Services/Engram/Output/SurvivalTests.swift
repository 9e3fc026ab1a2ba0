import Engram
import MemoryTypes
import Testing

@Suite("Survival: (1 - K/n)^t, and what refusals become")
struct SurvivalTests {
    @Test("at n/K = 30 half is left after 20 to 21 further updates, as the paper's rate says")
    func halfLife() throws {
        let survival = try #require(Survival(updateTokens: 24, shardTokens: 720))
        #expect(abs(survival.halfLife - 20.45) < 0.01)
        #expect(abs(survival.share(after: 1) - 29.0 / 30) < 1e-12)
        #expect(survival.share(after: 20) > 0.5)
        #expect(survival.share(after: 21) < 0.5)
    }

    @Test("sizes that make no pool have no survival")
    func sizes() {
        #expect(Survival(updateTokens: 0, shardTokens: 10) == nil)
        #expect(Survival(updateTokens: 10, shardTokens: 10) == nil)
    }

    @Test(
        "a refusal's number decides the exit status",
        arguments: [
            (RefusalCode.unknownPool, Engram.ExitStatus.refused), (.queueFull, .retry),
            (.storeUnavailable, .unavailable),
            (.scopeMissing, .permission), (.internalFault, .fault), (.versionNotReached, .retry),
        ])
    func refusals(code: RefusalCode, status: Engram.ExitStatus) throws {
        let failure = try #require(Failure(explaining: Refusal(code)))
        #expect(failure.status == status)
        #expect(failure.sentence.contains("[\(code.rawValue)]"))
    }

    @Test("times are read with and without hours, and written as ISO 8601")
    func times() throws {
        let day = try #require(Timestamp(iso: "2026-11-21"))
        #expect(day == Timestamp(iso: "2026-11-21T00:00:00Z"))
        #expect(day.text.hasPrefix("2026-11-21 00:00:00"))
        #expect(Timestamp(iso: "yesterday") == nil)
    }
}
