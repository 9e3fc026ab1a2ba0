extension Tokenizer {
    /// The tokenizer that a SentencePiece `tokenizer.model` of byte-pair type describes.
    ///
    /// Pieces marked as unused are not used. Control pieces such as `<s>` are its special tokens.
    ///
    /// - Parameters:
    ///   - added: tokens that other files of the folder add to the pieces or describe further.
    ///   - idsBelow: size of the model's vocabulary; there may not be more pieces, and added tokens beyond it are left
    ///     out.
    /// - Throws: `unsupported` for another model type; `malformed` for a damaged file.
    public init(
        sentencePiece bytes: [UInt8], added: [AddedToken] = [], idsBelow: Int = 4_194_304
    ) throws(TokenizationError) {
        let file = try SentencePieceFile(bytes)
        guard file.pieces.count <= idsBelow else {
            throw .malformed(
                part: "tokenizer.model", found: "\(file.pieces.count) pieces", wanted: "at most \(idsBelow)")
        }
        var vocabulary = Vocabulary(capacity: file.pieces.count)
        for (id, piece) in file.pieces.enumerated() {
            vocabulary.add(piece.text, id: id, text: file.text(of: piece), isSpecial: piece.kind == .control)
        }
        vocabulary.verbatim = Set(file.pieces.indices.filter { file.pieces[$0].kind == .unknown }.map(Int32.init))
        if file.normalizer.removesExtraSpaces {
            vocabulary.leadingSpace = .allDropped
        } else if file.normalizer.addsDummyPrefix {
            vocabulary.leadingSpace = .dropped(1)
        }
        let controls = file.pieces.enumerated().filter { $1.kind == .control }
            .map { AddedToken(id: Int32($0), content: $1.text, isSpecial: true) }
        let others = added.filter { 0..<min(idsBelow, Vocabulary.idsMax) ~= Int($0.id) }
        for token in others {
            vocabulary.add(
                token.content, id: Int(token.id), text: Array(token.content.utf8), isSpecial: token.isSpecial)
        }
        let found = controls.filter { control in !others.contains { $0.id == control.id } } + others
        vocabulary.added = Set(found.map(\.id))
        self.init(
            method: .sentencePiece(try file.model()), vocabulary: vocabulary,
            sourceTokens: AddedTokenFinder(found, keys: found.map { Array($0.content.utf8) }),
            normalizedTokens: AddedTokenFinder([], keys: []))
    }
}

extension SentencePieceFile {
    /// What a piece decodes to.
    fileprivate func text(of piece: Piece) -> [UInt8] {
        switch piece.kind {
        case .control: Array(piece.text.utf8)
        case .unknown: Array(unknownSurface.utf8)
        case .byte: byteValue(ofToken: piece.text).map { [$0] } ?? []
        case .normal, .userDefined, .unused:
            Array(piece.text.utf8).replacing(SentencePieceNormalizer.mark, with: [UInt8(ascii: " ")])
        }
    }
}
