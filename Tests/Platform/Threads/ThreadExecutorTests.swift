import Synchronization
import Testing
import Threads

/// Counts how many run at a time.
private final class Counter: Sendable {
    private let running = Atomic(0)
    private let most = Atomic(0)
    private let all = Atomic(0)

    func count() {
        most.max(running.add(1, ordering: .relaxed).newValue, ordering: .relaxed)
        all.add(1, ordering: .relaxed)
        running.subtract(1, ordering: .relaxed)
    }

    var result: [Int] {
        [running.load(ordering: .relaxed), most.load(ordering: .relaxed), all.load(ordering: .relaxed)]
    }
}

@Suite("An executor on a thread of its own", .timeLimit(.minutes(1)))
struct ThreadExecutorTests {
    @Test("runs what prefers it on one thread, one after another") func serial() async {
        let executor = ThreadExecutor(name: "test")
        let counter = Counter()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<200 {
                group.addTask(executorPreference: executor) {
                    executor.checkIsolated()
                    counter.count()
                }
            }
        }
        #expect(counter.result == [0, 1, 200])
        #expect(executor.isIsolatingCurrentContext() == false)
        executor.stop()
    }

    @Test("runs a job that comes after it was stopped") func late() async {
        let executor = ThreadExecutor(name: "test")
        executor.begin()
        executor.stop()
        for _ in 0..<20 {
            let isThere = await Task(executorPreference: executor) { executor.isIsolatingCurrentContext() }.value
            #expect(isThere == true)
        }
    }
}
