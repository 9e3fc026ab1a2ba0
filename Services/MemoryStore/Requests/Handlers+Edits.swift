import CoreMetrics
import Ledger
import MemoryTypes
import ServiceKit
import Wire

extension Store {
    func addEditHandlers(to handlers: inout RequestHandlers) {
        handlers.on(SubmitEdit.self) { [self] request, context in try await submit(request, context) }
        handlers.on(ShowEdit.self) { [self] request, context in
            try await show(request.edit, in: try await pool(request.name, context))
        }
        handlers.on(AwaitEdit.self) { [self] request, context in
            try await settled(request.edit, in: try await pool(request.name, context), context)
        }
        handlers.on(ListEdits.self) { [self] request, context in
            let pool = try await pool(request.name, context)
            return try await read { session throws(LedgerError) in try session.edits(request, in: pool) }
        }
        handlers.on(RevertEdit.self) { [self] request, context in try await revert(request, context) }
        handlers.on(EvaluateEdit.self) { [self] request, context in
            let pool = try await pool(request.name, context)
            let job = try await write(pool) { session throws(LedgerError) in
                try session.evaluate(request.edit, asking: request.items, in: pool, context.deed)
            }
            await dispatcher.load([job])
            return try await show(request.edit, in: pool)
        }
        addGuardHandlers(to: &handlers)
    }

    private func addGuardHandlers(to handlers: inout RequestHandlers) {
        handlers.on(SetGuard.self) { [self] request, context in
            let pool = try await pool(request.name, context)
            try await write(pool) { session throws(LedgerError) in
                try session.setThresholds(request.thresholds, of: pool)
            }
            return GuardShown(name: request.name, thresholds: request.thresholds)
        }
        handlers.on(ShowGuard.self) { [self] request, context in
            let pool = try await pool(request.name, context)
            let thresholds = try await read { session throws(LedgerError) in try session.thresholds(of: pool) }
            return GuardShown(name: request.name, thresholds: thresholds)
        }
    }

    private func submit(_ request: SubmitEdit, _ context: RequestContext) async throws -> EditAccepted {
        guard request.thresholds == nil || context.caller.scopes.contains(.admin) else {
            throw Refusal(.scopeMissing, "A guard of one's own for an edit needs the scope admin.")
        }
        try await requireRoomInQueue()
        let pool = try await pool(request.name, context)
        let accepted = try await write(pool) { session throws(LedgerError) in
            try session.submit(request, to: pool, seed: .random(in: 0...UInt64.max), context.deed)
        }
        if let queued = accepted.queued {
            await dispatcher.load([queued])
            meters.edits.increment()
        }
        let place = await dispatcher.place(of: accepted.job)
        return EditAccepted(
            edit: accepted.edit, job: accepted.job, state: accepted.state, first: accepted.queued != nil,
            queueDepth: UInt32(clamping: place?.depth ?? 0))
    }

    private func revert(_ request: RevertEdit, _ context: RequestContext) async throws -> EditDetail {
        let pool = try await pool(request.name, context)
        let publisher = publisher
        let reversion = try await write(pool) { session throws(LedgerError) in
            let reversion = try session.revert(request.edit, in: pool, replays: request.replays, context.deed)
            if case .done(let made) = reversion { publisher.publish(VersionAdvanced(made)) }
            return reversion
        }
        switch reversion {
        case .done(let made): note(made)
        case .queued(let job): await dispatcher.load([job])
        case .underWay: break
        }
        return try await show(request.edit, in: pool)
    }

    private func show(_ edit: EditID, in pool: PoolID) async throws -> EditDetail {
        try await read { session throws(LedgerError) in try session.edit(edit, in: pool) }
    }

    /// Waits until no job of an edit is under way, or the deadline is near.
    private func settled(_ edit: EditID, in pool: PoolID, _ context: RequestContext) async throws -> EditDetail {
        let limit = context.waiting(atMost: .seconds(3600))
        let done = try await signals.wait(for: .edit(edit, pool), within: limit) {
            let now = try await self.show(edit, in: pool)
            return now.job == nil || now.summary.state == .failed ? now : nil
        }
        if let done { return done }
        return try await show(edit, in: pool)
    }

    // MARK: - Commits

    /// Writes the claim of an edit's job down; nil if there is nothing to do any more.
    func claimEdit(_ given: JobScheduler.Assignment, _ worker: String) async throws -> EditAssignment? {
        let found = try await claiming(given, hopeless: .editReverted) { session throws(LedgerError) in
            try session.claimEdit(given.job, given.token, by: worker)
        }
        return found.map { work in
            EditAssignment(
                job: work.job, token: given.token, attempt: work.attempt, pool: work.pool, model: work.model,
                task: work.task, edit: work.edit, version: work.version, absorptions: work.absorptions,
                stack: work.stack, steps: work.steps, items: work.items, thresholds: work.thresholds,
                leaseMilliseconds: leaseMilliseconds,
                secondsMax: UInt32(clamping: configuration.policy.jobTimeMax / 1_000_000))
        }
    }

    func commit(_ request: CommitEdit, _ context: RequestContext) async throws -> EditCommitted {
        let worker = try workers.worker(request.worker, at: WireClock.now).registration.name
        let made = try await commitEdit(request, worker, context)
        await dispatcher.committed(request.job, request.token, done: true)
        note(made)
        let next = request.wantsNext ? await furtherWork(for: request.worker, worker) : .none
        return EditCommitted(
            job: request.job, edit: made.edit, state: made.state, version: made.version, position: made.position,
            stateHash: made.stateHash, first: made.first, next: next)
    }

    private func commitEdit(
        _ request: CommitEdit, _ worker: String, _ context: RequestContext
    ) async throws -> CommittedEdit {
        let deed = Deed(by: worker, at: WireClock.now)
        let publisher = publisher
        return try await underLease(of: request.job, request.token, context) {
            session, pool, isHeld throws(LedgerError) in
            let commit = EditCommit(
                pool: pool, job: request.job, token: request.token, stack: request.stack, results: request.results,
                measures: request.measures, worker: worker)
            guard isHeld else { return try session.committed(commit) }
            let made = try session.commit(commit, deed)
            if !made.kinds.isEmpty { publisher.publish(VersionAdvanced(made)) }
            return made
        }
    }

    private func note(_ made: CommittedEdit) {
        meters.versions.increment(by: made.kinds.count)
        noteHead(made.pool, made.version)
        signals.ring(.edit(made.edit, made.pool))
        if made.checkpointDue { startCheckpoint(of: made.pool, at: made.version) }
    }
}

extension VersionAdvanced {
    /// Who holds the version before follows with the stack; of several records at once the manifest is read again.
    fileprivate init(_ made: CommittedEdit) {
        self.init(
            pool: made.pool, uid: made.uid, version: made.version, position: made.position,
            recordKind: (made.kinds.last ?? .edit).rawValue, reload: made.kinds.count > 1, shard: 0, rows: 0,
            forgotten: .none, stateHash: made.stateHash, deltaBytes: [], stack: made.stack)
    }
}
