package import LatentMemory
package import MemoryTypes
internal import Tensors
internal import Threads
package import Tokenization
internal import Transformer
internal import Wire

/// Reads pieces of documents into deltas: tokenise, cut, self-update. No I/O happens in here.
///
/// Pieces that come while others are read are read together in the next pass, each for its own pool or shard.
package actor ReadingEngine: DeltaEngine {
    /// What it reads with.
    package struct Reader: Sendable {
        package let model: MemoryModel
        package let digest: ModelDigest
        package let tokenizer: Tokenizer
        package let tokenizerDigest: BlobDigest

        package init(model: MemoryModel, digest: ModelDigest, tokenizer: Tokenizer, tokenizerDigest: BlobDigest) {
            self.model = model
            self.digest = digest
            self.tokenizer = tokenizer
            self.tokenizerDigest = tokenizerDigest
        }
    }

    /// A piece that waits for the next pass.
    private struct Waiting {
        let task: ReadingTask
        let cut: DocumentCut
        let piece: WritePiece
        let done: CheckedContinuation<Result<ComputedDelta, UpdateFault>, Never>
    }

    /// Nobody wants what a pass would give.
    private struct Abandoned: Error {}

    private struct Tokenised {
        let document: DocumentID
        let text: String
        let tokens: [Tokenization.Token]
    }

    private let executor: ThreadExecutor
    private let reader: Reader
    private let cutter: DocumentCutter
    /// Documents whose next pieces are likely to come soon.
    private var recent: [Tokenised] = []
    private var waiting: [Waiting] = []
    private var isReading = false

    /// Tokens of all pieces of one pass, at most: beyond it a product of matrices gets no faster.
    private static let passTokensMax = 512

    nonisolated package var unownedExecutor: UnownedSerialExecutor { executor.forActor }

    package init(_ reader: Reader) {
        executor = ThreadExecutor(name: "computing")
        self.reader = reader
        cutter = DocumentCutter(
            pieceTokensMax: reader.model.memory.pieceTokensMax, updateTokens: reader.model.memory.updateTokens)
    }

    package func delta(of task: ReadingTask) async throws(UpdateFault) -> ComputedDelta {
        let assignment = task.assignment
        try check(assignment)
        let tokens = tokens(of: assignment)
        guard !tokens.isEmpty else {
            throw UpdateFault(permanent: true, code: .emptyDocument, "The text has no tokens.")
        }
        let cut: DocumentCut
        if let known = assignment.cut { cut = known } else { cut = try self.cut(assignment.text, tokens) }
        let piece = WritePiece(tokens: try piece(of: assignment, cut, tokens), tail: try tailRows(task.tail))
        let result = await withCheckedContinuation { done in
            waiting.append(Waiting(task: task, cut: cut, piece: piece, done: done))
            if !isReading {
                isReading = true
                Task { await self.readAll() }
            }
        }
        return try result.get()
    }

    private func readAll() async {
        while !waiting.isEmpty {
            let pass = takePass()
            for (waiting, result) in zip(pass, read(pass)) { waiting.done.resume(returning: result) }
            // Who came meanwhile stands in this actor's queue: let them in.
            await Task.yield()
        }
        isReading = false
    }

    /// The longest waiting pieces, as many as one pass takes.
    private func takePass() -> [Waiting] {
        var tokens = 0
        let pass = waiting.prefix { waiting in
            let isFirst = tokens == 0
            tokens += waiting.piece.tokens.count
            return isFirst || tokens <= Self.passTokensMax
        }
        waiting.removeFirst(pass.count)
        return Array(pass)
    }

    private func read(_ pass: [Waiting]) -> [Result<ComputedDelta, UpdateFault>] {
        let began = ContinuousClock.now
        let lost = UpdateFault(permanent: false, code: .leaseLost, "The lease was lost while the piece was read.")
        do throws(Abandoned) {
            let deltas = try reader.model.selfUpdate(pass.map(\.piece)) { () throws(Abandoned) in
                if pass.allSatisfy({ $0.task.isLost() }) { throw Abandoned() }
            }
            let microseconds = UInt64(began.duration(to: .now) / .microseconds(1)) / UInt64(pass.count)
            return zip(pass, deltas).map { waiting, delta in
                waiting.task.isLost() ? .failure(lost) : computed(delta, waiting, microseconds)
            }
        } catch {
            return pass.map { _ in .failure(lost) }
        }
    }

    private func computed(
        _ delta: PoolDelta, _ waiting: Waiting, _ microseconds: UInt64
    ) -> Result<ComputedDelta, UpdateFault> {
        guard delta.isFinite else {
            return .failure(
                UpdateFault(permanent: true, code: .deltaInvalid, "The delta holds a number that is not finite."))
        }
        let bytes = delta.bytes
        return .success(
            ComputedDelta(
                cut: waiting.task.assignment.cut == nil ? waiting.cut : nil, rows: UInt32(delta.rows), bytes: bytes,
                digest: BlobDigest(of: bytes), microseconds: microseconds))
    }

    package func stop() { executor.stop() }

    private func check(_ assignment: Assignment) throws(UpdateFault) {
        guard assignment.model == reader.digest else {
            throw UpdateFault(
                permanent: false, code: .modelMismatch,
                "The pool is for model \(assignment.model); this worker has \(reader.digest).")
        }
        if let cut = assignment.cut, cut.tokenizer != reader.tokenizerDigest {
            throw UpdateFault(permanent: true, code: .cutMismatch, "The document was cut with another tokenizer.")
        }
    }

    private func tokens(of assignment: Assignment) -> [Tokenization.Token] {
        if let known = recent.first(where: { $0.document == assignment.document && $0.text == assignment.text }) {
            return known.tokens
        }
        let tokens = reader.tokenizer.tokens(of: assignment.text)
        recent.append(Tokenised(document: assignment.document, text: assignment.text, tokens: tokens))
        if recent.count > 8 { recent.removeFirst() }
        return tokens
    }

    private func cut(_ text: String, _ tokens: [Tokenization.Token]) throws(UpdateFault) -> DocumentCut {
        let pieces = cutter.pieces(endsSentence: SentenceEnds.flags(in: text, tokens: tokens))
        guard pieces.count <= Limits.piecesMax else {
            throw UpdateFault(
                permanent: true, code: .textTooLarge,
                "\(pieces.count) pieces; at most \(Limits.piecesMax) are absorbed.")
        }
        return DocumentCut(tokenizer: reader.tokenizerDigest, ends: pieces.map { UInt32($0.upperBound) })
    }

    private func piece(of assignment: Assignment, _ cut: DocumentCut, _ tokens: [Tokenization.Token])
        throws(UpdateFault) -> [Int32]
    {
        let number = Int(assignment.piece)
        guard number < cut.pieces, case let range = cut.tokens(of: number), range.upperBound <= tokens.count,
            !range.isEmpty
        else {
            throw UpdateFault(
                permanent: true, code: .cutMismatch,
                "Piece \(number) of \(cut.pieces) does not lie in the document's \(tokens.count) tokens.")
        }
        return tokens[range].map(\.id)
    }

    private func tailRows(_ tail: [UInt8]?) throws(UpdateFault) -> PoolDelta? {
        guard let tail else { return nil }
        let model = reader.model
        do throws(PoolStateError) {
            let rows = try PoolDelta(
                layers: model.configuration.layers, width: model.configuration.width, bytes: tail)
            guard rows.rows == model.memory.updateTokens else {
                throw .rows(found: rows.rows, wanted: model.memory.updateTokens...model.memory.updateTokens)
            }
            return rows
        } catch {
            throw UpdateFault(permanent: false, code: .deltaInvalid, "The tail does not fit the model: \(error).")
        }
    }
}

extension PoolDelta {
    fileprivate var isFinite: Bool {
        let floats = values.floats
        for place in floats.indices where !floats[place].isFinite { return false }
        return true
    }
}
