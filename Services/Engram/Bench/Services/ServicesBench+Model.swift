internal import MemoryTypes
internal import ServiceKit
internal import Synchronization
internal import Wire

extension ServicesBench {
    func withModel(_ groups: [BenchGroup], _ record: BenchRecord) async throws {
        progress("starting all services")
        var plan = plan
        (plan.updateWorkers, plan.generationWorkers) = (1, 1)
        try await BenchInstallation.with(plan) { installation in
            let ingest = try await client(installation.endpoints.ingest)
            for group in groups {
                announce(group)
                try await record.measure(group) {
                    group == .absorb
                        ? try await absorb(ingest, installation.endpoints.ingest) : try await answer(ingest)
                }
            }
        }
    }

    private func absorb(_ ingest: RequestClient, _ endpoint: String) async throws -> [Figure] {
        let pools = try await createPools("absorb", 8, ingest)
        let load = try await PushLoad(to: endpoint, clients: 1, in: context)
        let count = quick ? 80 : 400
        let samples = try await sample([
            Probe("absorb") {
                let documents = PushLoad.documents(count, pools: pools)
                return Double(count)
                    / (try await seconds {
                        try await load.push(documents)
                        try await absorbed(documents, ingest)
                    })
            }
        ])
        await load.close()
        let quantity = Figure.Quantity("one worker, 8 pools", "document/s", samples[0])
        return [Figure(quantity, goal: .atLeast(150))]
    }

    private func absorbed(_ documents: [PushDocument], _ ingest: RequestClient) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for document in documents {
                group.addTask {
                    let asked = AwaitDocument(document: document.document)
                    let status = try await ingest.call(asked, within: .seconds(120))
                    guard status.state == .absorbed else {
                        throw Failure(.fault, "Document \(document.document) is \(status.state): \(status.error)")
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func answer(_ ingest: RequestClient) async throws -> [Figure] {
        let pools = try await createPools("answer", 1, ingest)
        let found = try await ingest.call(FindGenerators(pool: pools[0]), within: .seconds(10))
        guard let generator = found.generators.first else {
            throw Failure(.unavailable, "No worker answers questions.")
        }
        let worker = try await client(generator.endpoint)
        let samples = try await sample([
            Probe("first token") { try await firstToken(of: pools[0], minimum: nil, worker) },
            Probe("first token after commit") {
                let document = PushLoad.documents(1, pools: pools)[0]
                _ = try await ingest.call(document, within: .seconds(10))
                let status = try await ingest.call(AwaitDocument(document: document.document), within: .seconds(30))
                return try await firstToken(of: pools[0], minimum: status.lastVersion, worker)
            },
        ])
        return [
            Figure(
                Figure.Quantity("first token over the services, right after a commit", "ms", samples[1]),
                against: Figure.Quantity("without one", "ms", samples[0]), ratio: .combine(samples[1], samples[0], /),
                meaning: "asked with the commit's version as the least")
        ]
    }

    /// Milliseconds from the question to the first token.
    private func firstToken(of pool: PoolName, minimum: PoolVersion?, _ worker: RequestClient) async throws -> Double {
        let asked = Ask(
            pool: PoolReference(name: pool, minimumVersion: minimum), useMemory: true,
            prompt: "Question: Where was Balura born? Answer:", messages: [], plain: true, sampling: .greedy,
            newTokensMax: 8, stop: [], wantsDocuments: false)
        let began = ContinuousClock.now
        let first = Mutex<Duration?>(nil)
        _ = try await worker.stream(asked, CallOptions(within: .seconds(30))) { _ in
            first.withLock { $0 = $0 ?? began.duration(to: .now) }
        }
        guard let first = first.withLock({ $0 }) else { throw Failure(.fault, "The answer had no token.") }
        return first / .milliseconds(1)
    }
}
