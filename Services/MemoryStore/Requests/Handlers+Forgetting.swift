import Ledger
import MemoryTypes
import ServiceKit
import Wire

extension Store {
    func addForgettingHandlers(to handlers: inout RequestHandlers) {
        handlers.onStream(ForgetDocument.self) { [self] request, context, progress in
            try await forget(request, context, progress)
        }
        handlers.on(RefreshPool.self) { [self] request, context in try await refresh(request, context) }
        handlers.on(RebuildPool.self) { [self] request, context in try await rebuild(request, context) }
    }

    private func forget(
        _ request: ForgetDocument, _ context: RequestContext, _ progress: PartSender<Progress>
    ) async throws -> ForgetReport {
        let plan = try await readLong { session throws(LedgerError) in
            try session.planForgetting(request.document, of: context.tenant)
        }
        let time = try await estimate(plan)
        guard !request.estimateOnly else { return report(plan, request, time, outcomes: nil) }
        var outcomes: [ForgetOutcome] = []
        for planned in plan.pools {
            try progress(
                Progress(done: UInt64(outcomes.count), total: UInt64(plan.pools.count), text: "pool \(planned.name)"))
            let outcome = try await write(planned.pool) { session throws(LedgerError) in
                try session.forget(plan, in: planned, purge: request.purge, context.deed)
            }
            await dispatcher.load(outcome.jobs)
            _ = try await announce(planned.pool, .restored)
            outcomes.append(outcome)
        }
        try await read { session throws(LedgerError) in try session.finishForgetting(plan, purge: request.purge) }
        signals.ring(.document(request.document))
        return report(plan, request, time, outcomes: outcomes)
    }

    /// Pools are absorbed again beside each other: the longest one counts.
    private func estimate(_ plan: ForgetPlan) async throws -> UInt64 {
        var longest: UInt64 = 0
        for planned in plan.pools {
            let time = try await estimate([UInt32(planned.shard): planned.pieces], of: planned.pool, planned.model)
            longest = max(longest, time ?? 0)
        }
        return longest
    }

    private func report(
        _ plan: ForgetPlan, _ request: ForgetDocument, _ milliseconds: UInt64, outcomes: [ForgetOutcome]?
    ) -> ForgetReport {
        var remaining = plan.pools.filter(\.isRebuilt).map {
            "Retention dropped the version before it: the shard of pool \($0.name) is built again from its beginning."
        }
        if plan.lost > 0 {
            remaining.append("\(plan.lost) documents behind it cannot be absorbed again: their texts were erased.")
        }
        remaining.append("Backups and replicas of the database that were made before still hold it.")
        if !request.purge {
            remaining.append("Its text, its deltas and the versions before remain until it is purged.")
        }
        if request.purge {
            remaining.append("The log keeps its identifier and digests; PostgreSQL's files until they are vacuumed.")
        }
        return ForgetReport(
            document: plan.document, done: outcomes != nil, forkVersion: plan.pools.first?.before,
            pools: plan.pools.map(\.name), replayedDocuments: plan.replayed,
            estimatedMilliseconds: milliseconds,
            retractedFacts: outcomes?.reduce(0) { $0 + $1.facts } ?? 0,
            erasedBlobs: outcomes?.reduce(0) { $0 + $1.blobs } ?? 0,
            erasedBytes: outcomes?.reduce(0) { $0 + $1.bytes } ?? 0, remaining: remaining)
    }

    private func refresh(_ request: RefreshPool, _ context: RequestContext) async throws -> RefreshReport {
        let pool = try await pool(request.name, context)
        let plan = try await readLong { session throws(LedgerError) in try session.planRefresh(request, of: pool) }
        let time = try await estimate(plan.shards, of: pool, plan.model)
        if !request.estimateOnly {
            let jobs = try await write(pool) { session throws(LedgerError) in
                try session.refresh(plan, in: pool, context.deed)
            }
            await dispatcher.load(jobs)
        }
        return RefreshReport(
            name: request.name, documents: UInt64(plan.documents.count), pieces: plan.pieces,
            estimatedMilliseconds: time ?? 0, survivalAfter: plan.survivalAfter,
            done: !request.estimateOnly)
    }
}
