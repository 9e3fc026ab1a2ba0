import Bytes
import MemoryTypes
import ServiceKit
import Wire

/// Plays the worker for edits: artifacts that depend on the edit and on the stack alone.
extension WireWorker {
    static let measures = EditMeasures(
        reliability: 1, paraphrase: nil, locality: 1, perplexityBefore: 10, perplexity: 10, relativeChange: 0.1,
        keyShare: nil)

    static func edit(_ number: Int) -> EditID { EditID(bytes: Array(sha256(Array("edit \(number)".utf8))[..<16]))! }

    static func submission(
        _ number: Int, to pool: String, prompt: String = "The capital of Arcadia is", subject: String? = "Arcadia",
        target: String = "Tripoli", artifact: BlobDigest? = nil
    ) -> SubmitEdit {
        let item = EditItem(prompt: prompt, subject: subject, target: target, paraphrases: [], locality: [])
        let draft = EditDraft(
            method: artifact == nil ? "r-rome" : EditDraft.imported, settings: [], artifact: artifact,
            onEdited: true, items: [item])
        return SubmitEdit(edit: edit(number), name: PoolName(unchecked: pool), draft: draft, seed: UInt64(number))
    }

    /// The next work of an edit, if there is some within the time.
    func editWork(_ store: StoreProcess, within limit: Duration = .seconds(5)) async throws -> EditAssignment? {
        let offer = try await store.call(RequestAssignment(worker: number, capacity: 1), within: limit)
        if case .edit(let assignment) = offer.work { return assignment }
        return nil
    }

    func commit(_ work: EditAssignment, measures: EditMeasures = measures, wantsNext: Bool = false) -> CommitEdit {
        var standing = work.stack
        if work.task == .replay { standing = Array(standing.prefix { $0.edit != work.edit }) }
        var results: [EditResult] = []
        for step in work.task == .compute || work.task == .replay ? work.steps : [] {
            let bytes =
                EditArtifactHeader(method: "r-rome", model: work.model).encoded
                + Array("\(step.edit) on \(standing.stackDigest)".utf8)
            let result = EditResult(
                edit: step.edit, editor: BlobDigest(of: [3]), tokenizer: BlobDigest(of: [2]),
                request: Array("request \(step.edit)".utf8), artifact: BlobDigest(of: bytes), artifactBytes: bytes)
            results.append(result)
            standing.put(StackedEdit(edit: step.edit, position: LogPosition(0), artifact: result.artifact))
        }
        return CommitEdit(
            worker: number, job: work.job, token: work.token, stack: work.stack.stackDigest, results: results,
            measures: measures, computeMicroseconds: 5, wantsNext: wantsNext)
    }

    /// Does whatever there is, pieces and edits, until nothing comes any more.
    func workAll(_ store: StoreProcess) async throws -> Int {
        var count = 0
        var next = Work.none
        while true {
            switch next {
            case .none:
                next = try await store.call(RequestAssignment(worker: number, capacity: 1), within: .seconds(2)).work
                guard next != .none else { return count }
                continue
            case .piece(let work): next = try await store.call(update(work, wantsNext: true)).next
            case .edit(let work): next = try await store.call(commit(work, wantsNext: true)).next
            }
            count += 1
        }
    }
}
