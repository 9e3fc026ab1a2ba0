internal import Checkpoints
internal import Foundation
internal import LatentMemory
internal import MemoryTypes
internal import Tensors
internal import Tokenization
internal import Transformer
internal import Wire

/// Computes a pool's deltas again from the texts, and compares them with the stored ones.
///
/// Sums of floating-point numbers depend on threads and kernels, so the comparison has a tolerance; replay has none.
struct Rederivation {
    let conversation: any Conversation
    let model: LoadedModel
    let memory: MemoryModel
    let pool: PoolName
    let tolerance: Float

    /// - Throws: when the folder's model is not the one that the pool was made for.
    init(
        _ conversation: any Conversation, folder: URL, weights: String, pool: PoolName, tolerance: Float
    ) async throws {
        self.conversation = conversation
        self.pool = pool
        self.tolerance = tolerance
        do throws(CheckpointsError) {
            model = try LoadedModel(folder: folder.path, options: .init(weightFormat: .init(rawValue: weights)))
        } catch {
            throw Failure(.noInput, "\(folder.path) cannot be loaded: \(error)")
        }
        guard let memory = model.memoryModel() else {
            throw Failure(.noInput, "\(folder.path) holds a model without memory.")
        }
        self.memory = memory
        let shown = try await conversation.call(ShowPool(name: pool))
        guard shown.model == model.digest else {
            throw Failure(
                .refused, "\(pool) was made for model \(shown.model), \(folder.path) is \(model.digest).",
                advice: "Give the folder of \(shown.modelName) with --model, and the worker's --weights.")
        }
    }

    func run(progress: (Int) -> Void) async throws -> RederiveReport {
        var report = RederiveReport(pool: pool.text, tolerance: tolerance)
        var next: LogPosition? = LogPosition(0)
        var text: (document: DocumentID, tokens: [Int32])?
        while let from = next {
            let page = try await conversation.call(ListAbsorptions(name: pool, from: from, limit: 100))
            for absorption in page.absorptions {
                if text?.document != absorption.document { text = try await tokens(of: absorption.document) }
                guard let tokens = text?.tokens else { continue }
                report.note(absorption, difference: try await difference(absorption, tokens))
                progress(report.deltas)
            }
            next = page.next
        }
        return report
    }

    private func tokens(of document: DocumentID) async throws -> (document: DocumentID, tokens: [Int32])? {
        do {
            let found = try await conversation.call(FetchDocumentText(document: document))
            return (document, model.tokenizer.tokens(of: found.text).map(\.id))
        } catch let refusal as Refusal where refusal.code == .textPurged {
            return nil
        }
    }

    /// The largest difference of a number, or nil if the delta is no longer kept.
    private func difference(_ absorption: Absorption, _ tokens: [Int32]) async throws -> Float? {
        let number = Int(absorption.piece)
        guard absorption.cut.tokenizer == model.tokenizerDigest, number < absorption.cut.pieces,
            absorption.cut.tokens(of: number).upperBound <= tokens.count
        else {
            throw Failure(.verdict, "Record \(absorption.position) was cut by another tokenizer.")
        }
        do {
            let tail = try await rows(absorption.tail)
            guard let stored = try await rows(absorption.delta) else { return nil }
            let computed = memory.selfUpdate(Array(tokens[absorption.cut.tokens(of: number)]), tail: tail)
            return Self.largestDifference(stored, computed)
        } catch let refusal as Refusal where [.unknownBlob, .retentionDropped].contains(refusal.code) {
            return nil
        }
    }

    private func rows(_ digest: BlobDigest?) async throws -> PoolDelta? {
        guard let digest else { return nil }
        return try PoolDelta(
            layers: model.configuration.layers, width: model.configuration.width,
            bytes: try await conversation.blob(digest, of: pool))
    }

    private static func largestDifference(_ left: PoolDelta, _ right: PoolDelta) -> Float {
        let (left, right) = (left.values.floats, right.values.floats)
        guard left.count == right.count else { return .infinity }
        return left.indices.reduce(into: Float(0)) { $0 = max($0, abs(left[$1] - right[$1])) }
    }
}

/// How far the deltas are from the stored ones.
struct RederiveReport: Report {
    let pool: String
    let tolerance: Float
    private(set) var deltas = 0
    /// Deltas that retention has dropped, or whose text is erased.
    private(set) var missing = 0
    private(set) var worst: Float = 0
    private(set) var worstPosition: UInt64?
    private(set) var firstBeyond: UInt64?

    init(pool: String, tolerance: Float) {
        self.pool = pool
        self.tolerance = tolerance
    }

    var holds: Bool { firstBeyond == nil }

    mutating func note(_ absorption: Absorption, difference: Float?) {
        guard let difference else {
            missing += 1
            return
        }
        deltas += 1
        if difference > worst || worstPosition == nil {
            (worst, worstPosition) = (difference, absorption.position.value)
        }
        if !(difference <= tolerance), firstBeyond == nil { firstBeyond = absorption.position.value }
    }

    func write(to terminal: Terminal) {
        let kept = missing == 0 ? "" : ", \(missing) no longer kept"
        let found = "\(Amounts.counted(deltas, "delta")) computed again\(kept), largest difference \(worst)"
        if let firstBeyond {
            terminal.line(
                terminal.styled("DIFFERENT", .red) + "  \(pool): \(found); record \(firstBeyond) is beyond \(tolerance)"
            )
        } else {
            terminal.line(terminal.styled("ok", .green) + "  \(pool): \(found), within \(tolerance)")
        }
    }
}
