internal import MemoryTypes
internal import ServiceKit
internal import Synchronization
internal import Wire

/// What an installation without any worker is measured with: a worker of ours that computes nothing.
struct StoreBench: Sendable {
    let ingest: RequestClient
    let worker: RandomDeltaWorker
    let bare: BareDatabase
    let load: PushLoad
}

extension ServicesBench {
    func withoutModel(_ groups: [BenchGroup], _ record: BenchRecord) async throws {
        progress("starting a store")
        var plan = plan
        (plan.updateWorkers, plan.generationWorkers) = (0, 0)
        try await BenchInstallation.with(plan) { installation in
            let endpoint = installation.endpoints.ingest
            let bench = StoreBench(
                ingest: try await client(endpoint),
                worker: RandomDeltaWorker(try await client(installation.storeEndpoint())),
                bare: try await BareDatabase(installation.endpoints.database),
                load: try await PushLoad(to: endpoint, clients: 8, in: context))
            try await bench.worker.register()
            for group in groups {
                announce(group)
                try await record.measure(group) {
                    switch group {
                    case .commit: try await commit(bench)
                    case .replay: try await replay(bench)
                    default: try await ingest(bench)
                    }
                }
            }
            await bench.load.close()
            await bench.bare.close()
        }
    }

    private static let commitsPerSample = 25

    private func commit(_ bench: StoreBench) async throws -> [Figure] {
        let pools = try await createPools("commit", 1, bench.ingest)
        try await bench.load.push(PushLoad.documents((rounds + 1) * Self.commitsPerSample, pools: pools))
        let roundTrip = try await BareRoundTrip()
        let samples = try await sample([
            Probe("bare round trip") { try await roundTrip.measure() },
            Probe("bare commit") {
                try await median(Self.commitsPerSample) {
                    let delta = await bench.worker.freshDelta()
                    return try await seconds { try await bench.bare.commit(delta) } * 1000
                }
            },
            Probe("update path") {
                try await median(Self.commitsPerSample) { try await bench.worker.commit() }
            },
        ])
        await roundTrip.close()
        return [
            Figure(Figure.Quantity("bare ZeroMQ round trip", "ms", samples[0])),
            Figure(Figure.Quantity("bare PostgreSQL insert of 48 KiB with commit", "ms", samples[1])),
            Figure(
                Figure.Quantity("assignment to commit, no arithmetic", "ms", samples[2]),
                against: Figure.Quantity("bare commit", "ms", samples[1]), ratio: .combine(samples[2], samples[1], -),
                meaning: "milliseconds above a bare commit of the same bytes", goal: .atMost(3)),
        ]
    }

    private func replay(_ bench: StoreBench) async throws -> [Figure] {
        let pools = try await createPools("replay", 1, bench.ingest)
        let versions = quick ? 500 : 3000
        progress("making \(versions) versions")
        try await bench.load.push(PushLoad.documents(versions, pools: pools))
        for _ in 0..<versions { _ = try await bench.worker.commit() }
        let samples = try await sample([
            Probe("replay") {
                let asked = ReplayPool(name: pools[0], from: .start, deep: true)
                let verdict = try await bench.ingest.stream(asked, CallOptions(within: .seconds(300))) { _ in }
                guard verdict.holds else { throw Failure(.verdict, "The replay differs: \(verdict.reason)") }
                return Double(verdict.versions) / (Double(max(1, verdict.microseconds)) / 1e6)
            }
        ])
        return [Figure(Figure.Quantity("replay, digests checked", "version/s", samples[0]), goal: .atLeast(5000))]
    }

    private func ingest(_ bench: StoreBench) async throws -> [Figure] {
        let pools = try await createPools("ingest", 8, bench.ingest)
        let count = quick ? 1024 : 4096
        let batches = Mutex([try await pushed(count, pools, bench).batch])
        let numbers = try await bench.bare.numbers(of: pools)
        let samples = try await sample([
            Probe("ingest") {
                let (seconds, batch) = try await pushed(count, pools, bench)
                batches.withLock { $0.append(batch) }
                return Double(count) / seconds
            },
            Probe("bare inserts") {
                let documents = PushLoad.documents(count, pools: pools)
                let batch = batches.withLock { $0[$0.count - 1] }
                let batches = stride(from: 0, to: count, by: batch).map {
                    BareBatch(documents[$0..<min($0 + batch, count)], pools: numbers)
                }
                return Double(count) / (try await seconds { for one in batches { try await bench.bare.append(one) } })
            },
        ])
        let batch = Int(Samples(batches.withLock { $0.map(Double.init) }).median)
        let quantity = Figure.Quantity("ingest, 8 clients x 32 in flight", "document/s", samples[0])
        return [
            Figure(
                quantity, against: Figure.Quantity("bare inserts, \(batch) a commit", "document/s", samples[1]),
                ratio: .combine(samples[0], samples[1], /), meaning: "share of bare libpq in batches of the same size",
                goal: .atLeast(0.6)),
            Figure(quantity, goal: .atLeast(3000)),
        ]
    }

    /// Pushes fresh documents.
    ///
    /// - Returns: the seconds it took, and how many documents shared a commit on average.
    private func pushed(
        _ count: Int, _ pools: [PoolName], _ bench: StoreBench
    ) async throws -> (seconds: Double, batch: Int) {
        let documents = PushLoad.documents(count, pools: pools)
        let before = try await bench.bare.batches()
        let seconds = try await bench.load.push(documents)
        let after = try await bench.bare.batches()
        return (seconds, max(1, (after.documents - before.documents) / max(1, after.batches - before.batches)))
    }

    private func median(_ count: Int, _ take: () async throws -> Double) async throws -> Double {
        var values: [Double] = []
        for _ in 0..<count { values.append(try await take()) }
        return Samples(values).median
    }
}
