package import LatentMemory
package import MemoryTypes
internal import Tensors
internal import Threads
package import Tokenization
internal import Transformer
internal import Wire

/// Reads pieces of documents into deltas: tokenise, cut, self-update. No I/O happens in here.
///
/// One piece after another, though the model could read several in one pass: that gains nothing for short pieces, whose
/// time goes into commits, nor for long ones, whose products are large enough alone; and sums would come out in other
/// last bits than when a delta is derived again.
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

    nonisolated package var unownedExecutor: UnownedSerialExecutor { executor.forActor }

    package init(_ reader: Reader) {
        executor = ThreadExecutor(name: "computing")
        self.reader = reader
        cutter = DocumentCutter(
            pieceTokensMax: reader.model.memory.pieceTokensMax, updateTokens: reader.model.memory.updateTokens)
    }

    package func delta(of task: ReadingTask) throws(UpdateFault) -> ComputedDelta {
        let began = ContinuousClock.now
        let assignment = task.assignment
        try check(assignment)
        let tokens = tokens(of: assignment)
        guard !tokens.isEmpty else {
            throw UpdateFault(permanent: true, code: .emptyDocument, "The text has no tokens.")
        }
        let cut: DocumentCut
        if let known = assignment.cut { cut = known } else { cut = try self.cut(assignment.text, tokens) }
        let piece = WritePiece(tokens: try piece(of: assignment, cut, tokens), tail: try tailRows(task.tail))
        let delta = try read(piece, task)
        guard delta.isFinite else {
            throw UpdateFault(permanent: true, code: .deltaInvalid, "The delta holds a number that is not finite.")
        }
        let bytes = delta.bytes
        return ComputedDelta(
            cut: assignment.cut == nil ? cut : nil, rows: UInt32(delta.rows), bytes: bytes,
            digest: BlobDigest(of: bytes), microseconds: UInt64(began.duration(to: .now) / .microseconds(1)))
    }

    /// A long pass of a large model takes minutes: a lease that is lost meanwhile ends it.
    private func read(_ piece: WritePiece, _ task: ReadingTask) throws(UpdateFault) -> PoolDelta {
        try reader.model.selfUpdate([piece]) { () throws(UpdateFault) in
            guard !task.isLost() else {
                throw UpdateFault(
                    permanent: false, code: .leaseLost, "The lease was lost while the piece was read.")
            }
        }[0]
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
