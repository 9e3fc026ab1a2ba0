internal import Bytes
package import Checkpoints
internal import Editing
internal import LatentMemory
package import MemoryTypes
package import PoolReading
package import StoreClient
internal import Transformer
package import Wire

/// Carries out edit assignments: fetches what they name, has the engine compute, and says what is to be handed over.
package struct EditDesk<Store: StoreCalls>: Sendable {
    private let store: Store
    private let engine: EditEngine
    private let artifacts: ArtifactLibrary
    /// Nil for a model without memory.
    private let pools: PoolReader<Store>?
    private let isLost: @Sendable (FencingToken) -> Bool

    package init(
        store: Store, engine: EditEngine, artifacts: ArtifactLibrary, pools: PoolReader<Store>?,
        isLost: @escaping @Sendable (FencingToken) -> Bool
    ) {
        self.store = store
        self.engine = engine
        self.artifacts = artifacts
        self.pools = pools
        self.isLost = isLost
    }

    /// - Throws: `leaseLost`; a permanent fault with the number of what editing refused, or of the guard.
    package func outcome(of assignment: EditAssignment) async throws(UpdateFault) -> EditOutcome {
        let began = ContinuousClock.now
        guard assignment.model == engine.model else {
            throw UpdateFault(
                permanent: false, code: .modelMismatch,
                "The pool is for model \(assignment.model); this worker has \(engine.model).")
        }
        switch assignment.task {
        case .compute, .replay:
            let computed = try await compute(assignment)
            try holdTo(assignment, computed.measures)
            return try outcome(computed, assignment, began)
        case .evaluate, .measure:
            let measures = try await measures(of: assignment)
            return EditOutcome(results: [], longArtifacts: [], measures: measures, microseconds: Self.since(began))
        }
    }

    private static func since(_ began: ContinuousClock.Instant) -> UInt64 {
        UInt64(began.duration(to: .now) / .microseconds(1))
    }

    /// What breaks a threshold is refused here, before anything is committed; where the guard reverts, the store
    /// commits it and takes it back.
    private func holdTo(_ assignment: EditAssignment, _ measures: EditMeasures) throws(UpdateFault) {
        guard measures.isFinite else {
            throw UpdateFault(permanent: true, code: .editNotFinite, "A measure of the edit is not finite.")
        }
        let breaches = assignment.thresholds.breaches(of: measures)
        guard assignment.thresholds.action == .refuse, assignment.task == .compute, !breaches.isEmpty else { return }
        let refusal = Refusal(breaches)
        throw UpdateFault(permanent: true, code: .guardRefused, refusal.sentence)
    }

    // MARK: Computing

    private struct Computed {
        var steps: [(step: EditStep, edit: ComputedEdit)] = []
        var measures: EditMeasures
    }

    /// The steps one after another, each on what then stands before it; edits without a step stay as they are.
    private func compute(_ assignment: EditAssignment) async throws(UpdateFault) -> Computed {
        let before = try await fetched { () async throws(Refusal) in
            try await artifacts.stack(assignment.stack.map(\.artifact))
        }
        let reverted = try place(ofReverted: assignment)
        var stack = reverted.map { before.before(.inStack($0)) } ?? before
        var steps: [(step: EditStep, edit: ComputedEdit)] = []
        for (index, stacked) in assignment.stack.enumerated() where index > reverted ?? .max {
            let artifact: EditArtifact
            if let step = assignment.steps.first(where: { $0.edit == stacked.edit }) {
                let edit = try await computed(step, on: stack, at: .inStack(index), assignment.token)
                steps.append((step, edit))
                artifact = edit.artifact
            } else {
                artifact = before.entries[index].artifact
            }
            stack = try appending(artifact, to: stack, at: .inStack(index))
        }
        if reverted == nil {
            for (offset, step) in assignment.steps.enumerated() {
                let place = LogPosition.inStack(assignment.stack.count + offset)
                let edit = try await computed(step, on: stack, at: place, assignment.token)
                steps.append((step, edit))
                stack = try appending(edit.artifact, to: stack, at: place)
            }
        }
        let measures = try await engine.faulting { [steps, stack] engine throws(EditingError) in
            try engine.measures(of: steps.map(\.edit), before: before, after: stack)
        }
        return Computed(steps: steps, measures: measures)
    }

    /// Where in the stack the edit stands that a replay is to leave out; nil for other tasks.
    private func place(ofReverted assignment: EditAssignment) throws(UpdateFault) -> Int? {
        guard assignment.task == .replay else { return nil }
        if let place = assignment.stack.firstIndex(where: { $0.edit == assignment.edit }) { return place }
        throw UpdateFault(permanent: true, code: .editReverted, "The edit is no longer in force.")
    }

    private func appending(
        _ artifact: EditArtifact, to stack: EditStack, at place: LogPosition
    ) throws(UpdateFault) -> EditStack {
        do throws(EditingError) { return try stack.appending(artifact, at: place) } catch { throw UpdateFault(error) }
    }

    private func computed(
        _ step: EditStep, on stack: EditStack, at place: LogPosition, _ token: FencingToken
    ) async throws(UpdateFault) -> ComputedEdit {
        guard !isLost(token) else {
            throw UpdateFault(permanent: false, code: .leaseLost, "The lease was lost while edits were computed.")
        }
        let prepared = try await prepared(step)
        if let digest = step.draft.artifact {
            let artifact = try await fetched { () async throws(Refusal) in try await artifacts.artifact(digest) }
            return ComputedEdit(artifact: artifact, edit: prepared, base: stack)
        }
        return try await engine.faulting { engine throws(EditingError) in
            try engine.computed(prepared, on: stack, seed: step.seed)
        }
    }

    /// The facts with their tokens: as they were computed before, or cut now.
    private func prepared(_ step: EditStep) async throws(UpdateFault) -> PreparedEdit {
        if let digest = step.request {
            let bytes = try await fetched { () async throws(Refusal) in
                try await store.fetchBlob(digest, within: .seconds(30))
            }
            do { return try PreparedEdit(decoding: bytes) } catch {
                throw UpdateFault(
                    permanent: true, code: .editInvalid, "The request of the edit cannot be read: \(error).")
            }
        }
        return try await engine.faulting { engine throws(EditingError) in try engine.prepared(step.draft) }
    }

    private func fetched<Value: Sendable>(
        _ body: () async throws(Refusal) -> Value
    ) async throws(UpdateFault) -> Value {
        do throws(Refusal) { return try await body() } catch { throw UpdateFault(error) }
    }

    private func outcome(
        _ computed: Computed, _ assignment: EditAssignment, _ began: ContinuousClock.Instant
    ) throws(UpdateFault) -> EditOutcome {
        var results: [EditResult] = [], long: [EditOutcome.Blob] = []
        // A message holds so much; what does not fit goes ahead of it.
        var room = Limits.inlineBytesMax
        for (step, edit) in computed.steps {
            let (bytes, request) = (edit.artifact.encoded, edit.edit.encoded)
            guard request.count <= Limits.inlineBytesMax else {
                throw UpdateFault(
                    permanent: true, code: .editTooLong, "The edit's texts take \(request.count) bytes in tokens.")
            }
            let digest = BlobDigest(of: bytes)
            let rides = step.draft.artifact == nil && bytes.count + request.count <= room
            if rides { room -= bytes.count + request.count }
            if !rides, step.draft.artifact == nil { long.append(.init(digest: digest, bytes: bytes)) }
            results.append(EditResult(
                edit: step.edit, editor: edit.edit.editorDigest, tokenizer: engine.tokenizer,
                prefixes: edit.edit.prefixes.prefixes.isEmpty ? nil : edit.edit.prefixes.digest, request: request,
                artifact: digest, artifactBytes: rides ? bytes : []))
        }
        return EditOutcome(
            results: results, longArtifacts: long, measures: computed.measures, microseconds: Self.since(began))
    }

    // MARK: Measuring

    /// What the edit does where the pool's memory is read: as people who ask see it.
    private func measures(of assignment: EditAssignment) async throws(UpdateFault) -> EditMeasures {
        let stack = try await fetched { () async throws(Refusal) in
            try await artifacts.stack(assignment.stack.map(\.artifact))
        }
        guard let place = assignment.stack.firstIndex(where: { $0.edit == assignment.edit }),
            let step = assignment.steps.first
        else { throw UpdateFault(permanent: true, code: .editReverted, "The edit is not in force.") }
        let own = try await prepared(step)
        let context = try await context(of: assignment)
        return try await engine.faulting { [items = assignment.items] engine throws(EditingError) in
            let asked = items.isEmpty ? own : try engine.prepared(imported: items)
            return try engine.measures(
                ofEditAt: place, in: stack, made: own, asked: asked, reading: context)
        }
    }

    private func context(of assignment: EditAssignment) async throws(UpdateFault) -> ReadingContext {
        guard let pools else { return .plain }
        return try await fetched { () async throws(Refusal) in
            let manifest = try await store.call(
                FetchManifest(name: nil, pool: assignment.pool, version: assignment.version, minimumVersion: nil),
                within: .seconds(10))
            return try await pools.snapshot(of: manifest).context
        }
    }
}
