import Engram
import MemoryTypes
import Testing

@Suite("Asking without saying which pool")
struct PoolChoiceTests {
    @Test("the only pool is read, and none where there is none")
    func only() throws {
        #expect(try PoolChoice.only(of: []) == nil)
        #expect(try PoolChoice.only(of: ["people"]) == PoolName("people"))
    }

    @Test("of several none is guessed: they are named, and what to say")
    func several() {
        let failure = #expect(throws: Failure.self) { try PoolChoice.only(of: ["a", "b", "c", "d", "e", "f"]) }
        #expect(failure?.status == .usage)
        #expect(failure?.sentence == "There are 6 pools: a, b, c, d, e and more.")
        #expect(failure?.advice?.contains("--no-memory") == true)
    }
}
