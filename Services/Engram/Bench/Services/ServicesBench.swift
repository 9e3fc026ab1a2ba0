internal import MemoryTypes
internal import ServiceKit
internal import Wire
internal import ZeroMQ

/// The services against bare sockets and a bare PostgreSQL.
struct ServicesBench {
    let plan: BenchInstallation.Plan
    let rounds: Int
    let quick: Bool
    let progress: @Sendable (String) -> Void
    /// Told which group begins.
    let announce: @Sendable (BenchGroup) -> Void
    let context = Context()

    func run(_ groups: [BenchGroup], _ record: BenchRecord) async throws(CancellationError) {
        // What ingest leaves waiting would come between the others' work.
        let alone = [BenchGroup.commit, .replay, .ingest].filter(groups.contains)
        if !alone.isEmpty { try await record.together(alone) { try await withoutModel(alone, record) } }
        let whole = groups.filter { [.absorb, .answer].contains($0) }
        if !whole.isEmpty { try await record.together(whole) { try await withModel(whole, record) } }
    }

    func sample(_ probes: [Probe]) async throws -> [Samples] {
        try await Probe.interleave(probes, rounds: rounds, progress: progress)
    }

    func client(_ endpoint: String) async throws -> RequestClient { try await RequestClient(to: endpoint, in: context) }

    func poolNames(_ word: String, _ count: Int) throws(Failure) -> [PoolName] {
        let names = (1...count).compactMap { PoolName("\(word)-\($0)") }
        guard names.count == count else { throw Failure(.fault, "\(word) is no name for a pool.") }
        return names
    }

    func createPools(_ word: String, _ count: Int, _ client: RequestClient) async throws -> [PoolName] {
        let names = try poolNames(word, count)
        for name in names {
            let pool = CreatePool(name: name, model: "", shards: 1, seed: 7, empty: false)
            try await ModelArrival.awaited(for: .seconds(60)) {
                _ = try await client.call(pool, within: .seconds(30))
            }
        }
        return names
    }
}
