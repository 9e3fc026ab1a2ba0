import Bytes
import Ledger
import MemoryTypes
import TestKit
import Wire

/// Plays the worker that computes edits: artifacts that depend on the edit and on the stack it is computed on.
extension LedgerFixture {
    static let measures = EditMeasures(
        reliability: 1, paraphrase: nil, locality: 1, perplexityBefore: 10, perplexity: 10, relativeChange: 0.1,
        keyShare: nil)

    static func edit(_ number: Int) -> EditID { EditID(bytes: Array(sha256(Array("edit \(number)".utf8))[..<16]))! }

    static func submission(
        _ number: Int, target: String = "Tripoli", subject: String = "Arcadia", pool: String = "p",
        thresholds: EditGuard? = nil, artifact: BlobDigest? = nil
    ) -> SubmitEdit {
        let item = EditItem(
            prompt: "The capital of \(subject) is", subject: subject, target: "\(target) \(number)", paraphrases: [],
            locality: [])
        let draft = EditDraft(
            method: artifact == nil ? "r-rome" : EditDraft.imported, settings: [], artifact: artifact,
            onEdited: true, items: [item])
        return SubmitEdit(
            edit: edit(number), name: PoolName(unchecked: pool), draft: draft, seed: UInt64(number),
            thresholds: thresholds)
    }

    static func artifact(_ text: String, model: ModelDigest = ModelDigest(of: [1])) -> [UInt8] {
        EditArtifactHeader(method: "r-rome", model: model).encoded + Array(text.utf8)
    }

    static func result(_ step: EditStep, on stack: [StackedEdit]) -> EditResult {
        let bytes = artifact("\(step.edit) on \(stack.stackDigest)")
        return EditResult(
            edit: step.edit, editor: BlobDigest(of: [3]), tokenizer: BlobDigest(of: [2]),
            request: Array("request \(step.edit)".utf8), artifact: BlobDigest(of: bytes), artifactBytes: bytes)
    }

    func submit(_ number: Int, in pool: PoolID, thresholds: EditGuard? = nil) throws -> AcceptedEdit {
        try session.submit(
            Self.submission(number, thresholds: thresholds), to: pool, seed: 1, Self.deed(10))
    }

    func claimEdit(_ job: JobID, token: UInt64) throws -> ClaimedEdit {
        guard let work = try session.claimEdit(job, FencingToken(token), by: "w") else { throw TestKitError("no job") }
        return work
    }

    /// What a worker would hand over: each step on those before it.
    func commit(
        of work: ClaimedEdit, token: UInt64, measures: EditMeasures = measures, stack: BlobDigest? = nil
    ) -> EditCommit {
        var standing = work.stack
        if work.task == .replay { standing = Array(standing.prefix { $0.edit != work.edit }) }
        var results: [EditResult] = []
        for step in work.task == .compute || work.task == .replay ? work.steps : [] {
            let result = Self.result(step, on: standing)
            results.append(result)
            standing.put(StackedEdit(edit: step.edit, position: LogPosition(0), artifact: result.artifact))
        }
        return EditCommit(
            pool: work.pool, job: work.job, token: FencingToken(token), stack: stack ?? work.stack.stackDigest,
            results: results, measures: measures, worker: "w")
    }

    /// Submits an edit and computes it.
    @discardableResult
    func apply(
        _ number: Int, in pool: PoolID, measures: EditMeasures = measures, thresholds: EditGuard? = nil
    ) throws -> CommittedEdit {
        let accepted = try submit(number, in: pool, thresholds: thresholds)
        return try run(accepted.job, measures: measures)
    }

    @discardableResult
    func run(_ job: JobID, measures: EditMeasures = measures) throws -> CommittedEdit {
        let token = job.value << 8
        let work = try claimEdit(job, token: token)
        return try session.commit(commit(of: work, token: token, measures: measures), Self.deed(20))
    }

    /// Whether the log replays to the same states, and every record and blob is as it was written.
    func audit(_ pool: PoolID) throws -> Bool {
        let replay = try session.replay(pool, from: .start, deep: true)
        let head = try session.describe(pool)
        return try replay.holds && replay.last == head.version && replay.stateHash == head.stateHash
            && session.verify(pool, deep: true).holds
    }
}
