import Engram
import MemoryTypes
import Testing

@Suite("Patience with a worker that has just been started", .timeLimit(.minutes(1)))
struct ModelArrivalTests {
    @Test("what is refused for want of a model is tried again until the model is there") func patience() async throws {
        var tries = 0
        try await ModelArrival.awaited(for: .seconds(50), every: .zero) {
            tries += 1
            if tries < 3 { throw Refusal(.unknownModel) }
        }
        #expect(tries == 3)
    }

    @Test("another refusal, and one after the time is over, is told at once", arguments: [
        (RefusalCode.poolExists, Duration.seconds(50)), (.unknownModel, .zero),
    ])
    func refusal(code: RefusalCode, patience: Duration) async throws {
        var tries = 0
        await #expect(throws: Refusal(code)) {
            try await ModelArrival.awaited(for: patience, every: .zero) {
                tries += 1
                throw Refusal(code)
            }
        }
        #expect(tries == 1)
    }
}
