import Synchronization
import Testing
import Threads

@Suite("A pool of threads that compute together")
struct ComputePoolTests {
    @Test("every part runs exactly once, call after call", arguments: [1, 2, 3, 5])
    func parts(threads: Int) {
        let pool = ComputePool(threads: threads)
        for call in 0..<2000 {
            let parts = call % 17
            let counts = Counts(parts)
            pool.run(parts) { counts.add($0) }
            #expect(counts.values == [Int](repeating: 1, count: parts))
        }
    }

    @Test("a call inside of a part and one from another thread run to their end")
    func nested() async {
        let pool = ComputePool(threads: 2)
        let sums = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let total = Atomic<Int>(0)
                    for _ in 0..<200 {
                        pool.run(3) { outer in
                            pool.run(2) { inner in total.add(outer * 2 + inner, ordering: .relaxed) }
                        }
                    }
                    return total.load(ordering: .relaxed)
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(sums == [3000, 3000, 3000, 3000])
    }

    @Test("a pool wakes after its threads went to sleep")
    func wakes() async {
        let pool = ComputePool(threads: 3)
        for _ in 0..<20 {
            let counts = Counts(8)
            // Longer than a thread looks for work before it sleeps.
            var spent = 0
            for i in 0..<400_000 { spent &+= i }
            pool.run(8) { counts.add($0 + (spent == -1 ? 1 : 0)) }
            #expect(counts.values == [1, 1, 1, 1, 1, 1, 1, 1])
        }
    }
}

/// How often each part ran.
private final class Counts: Sendable {
    private let counts: Mutex<[Int]>

    init(_ parts: Int) { counts = Mutex([Int](repeating: 0, count: parts)) }

    func add(_ part: Int) { counts.withLock { $0[part] += 1 } }

    var values: [Int] { counts.withLock { $0 } }
}
