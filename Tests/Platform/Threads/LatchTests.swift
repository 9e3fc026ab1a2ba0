import Synchronization
import Testing
import Threads

@Suite("A latch")
struct LatchTests {
    @Test("lets nobody pass before it is open, and everybody afterwards", .timeLimit(.minutes(1)))
    func opens() async {
        let latch = Latch()
        let isOpen = Mutex(false)
        let waiting = ThreadExecutor(name: "waiting")
        let early = Task(executorPreference: waiting) {
            latch.wait()
            return isOpen.withLock { $0 }
        }
        isOpen.withLock { $0 = true }
        latch.open()
        #expect(await early.value)
        for _ in 0..<3 { latch.wait() }
        latch.open()
        latch.wait()
        waiting.stop()
    }
}
