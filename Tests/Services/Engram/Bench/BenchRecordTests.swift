import Engram
import Testing

@Suite("What a run of the benchmark keeps")
struct BenchRecordTests {
    private func figure(_ name: String) -> Figure { Figure(Figure.Quantity(name, "s", Samples([1]))) }

    @Test("a group that fails loses itself alone, and says why")
    func failing() async throws {
        let record = BenchRecord()
        try await record.measure(.commit) { [figure("a")] }
        try await record.measure(.replay) { throw Failure(.fault, "no work", advice: "wait") }
        try await record.measure(.ingest) { [figure("b"), figure("c")] }
        #expect(record.figures.map(\.figure.name) == ["a", "b", "c"])
        #expect(record.missing.map(\.group) == [.replay])
        #expect(record.missing.map(\.reason) == ["no work wait"])
    }

    @Test("what groups need together fails for those alone that have not been measured")
    func together() async throws {
        let record = BenchRecord()
        try await record.together([.absorb, .answer]) {
            try await record.measure(.absorb) { [figure("a")] }
            throw Failure(.unavailable, "gone")
        }
        #expect(record.figures.count == 1)
        #expect(record.missing.map(\.group) == [.answer])
    }

    @Test("a run that is stopped goes on with nothing, and keeps what it has")
    func cancelled() async throws {
        let record = BenchRecord()
        let (never, _) = AsyncStream.makeStream(of: Void.self)
        let run = Task {
            try await Task { try await record.measure(.commit) { [figure("a")] } }.value
            // Ends when the task is cancelled.
            for await _ in never {}
            try await record.measure(.ingest) { throw Failure(.fault, "a word of a cancelled task") }
        }
        run.cancel()
        await #expect(throws: CancellationError.self) { try await run.value }
        #expect(record.figures.count == 1 && record.missing.isEmpty)
    }
}
