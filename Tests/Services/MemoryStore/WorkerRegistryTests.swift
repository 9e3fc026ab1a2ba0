import MemoryStore
import MemoryTypes
import Testing
import Wire

@Suite struct WorkerRegistryTests {
    private let registry = WorkerRegistry(epoch: 3)

    private func register(_ kind: WorkerKind, at endpoint: String) -> UInt64 {
        let worker = RegisterWorker(
            kind: kind, name: "w", endpoint: endpoint, serverKey: "", model: WireWorker.model, build: "test")
        return registry.register(worker, at: Timestamp(microseconds: 0))
    }

    @Test func `a generation worker that registers again at its address takes its own place`() {
        _ = register(.generate, at: "tcp://127.0.0.1:1")
        let other = register(.generate, at: "tcp://127.0.0.1:2")
        let again = register(.generate, at: "tcp://127.0.0.1:1")
        #expect(registry.all.map(\.number) == [other, again])
    }

    @Test func `update workers have no address and stand beside each other`() {
        let numbers = [register(.update, at: ""), register(.update, at: "")]
        #expect(registry.all.map(\.number) == numbers)
    }
}
