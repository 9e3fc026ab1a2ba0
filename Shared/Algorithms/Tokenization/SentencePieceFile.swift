/// The content of a SentencePiece `tokenizer.model` (messages ModelProto, TrainerSpec and NormalizerSpec).
struct SentencePieceFile {
    enum Kind: UInt64 {
        case normal = 1
        case unknown, control, userDefined, unused, byte
    }

    struct Piece {
        var text = ""
        var score: Float = 0
        var kind = Kind.normal
    }

    static let piecesMax = 4_194_304

    private(set) var pieces: [Piece] = []
    private(set) var normalizer = SentencePieceNormalizer()
    private(set) var unknownSurface = " \u{2047} "
    private var modelType: UInt64 = 1
    private var whitespaceIsSuffix = false

    init(_ bytes: [UInt8]) throws(TokenizationError) {
        var reader = ProtobufReader(bytes[...], part: "tokenizer.model")
        while let (number, value) = try reader.next() {
            switch (number, value) {
            case (1, .bytes(let piece)): pieces.append(try Self.piece(piece, number: pieces.count))
            case (2, .bytes(let trainer)): try readTrainer(trainer)
            case (3, .bytes(let spec)): try readNormalizer(spec)
            default: break
            }
            guard pieces.count <= Self.piecesMax else {
                throw .malformed(part: "tokenizer.model", found: "over \(Self.piecesMax) pieces", wanted: "fewer")
            }
        }
        guard !pieces.isEmpty else {
            throw .malformed(part: "tokenizer.model", found: "no pieces", wanted: "a SentencePiece model")
        }
        guard modelType == 2 else {
            let names = [1: "unigram", 3: "word", 4: "char"]
            throw .unsupported(
                part: "tokenizer.model", found: "the model type \(names[Int(clamping: modelType)] ?? "\(modelType)")",
                wanted: "bpe")
        }
        guard !whitespaceIsSuffix else {
            throw .unsupported(
                part: "tokenizer.model", found: "treat_whitespace_as_suffix", wanted: "white space as prefix")
        }
    }

    private static func piece(_ bytes: ArraySlice<UInt8>, number: Int) throws(TokenizationError) -> Piece {
        var piece = Piece()
        var reader = ProtobufReader(bytes, part: "tokenizer.model, piece \(number)")
        while let (field, value) = try reader.next() {
            switch (field, value) {
            case (1, .bytes(let utf8)):
                guard let text = String(validating: utf8, as: UTF8.self), !text.isEmpty else {
                    throw .malformed(
                        part: "tokenizer.model, piece \(number)", found: "\(utf8.count) bytes that are no text",
                        wanted: "UTF-8")
                }
                piece.text = text
            case (2, .fixed32(let bits)): piece.score = Float(bitPattern: bits)
            case (3, .varint(let code)):
                guard let kind = Kind(rawValue: code) else {
                    throw .malformed(part: "tokenizer.model, piece \(number)", found: "type \(code)", wanted: "1 ... 6")
                }
                piece.kind = kind
            default: break
            }
        }
        guard piece.score.isFinite else {
            throw .malformed(
                part: "tokenizer.model, piece \(number)", found: "a score of \(piece.score)", wanted: "a finite one")
        }
        return piece
    }

    private mutating func readTrainer(_ bytes: ArraySlice<UInt8>) throws(TokenizationError) {
        var reader = ProtobufReader(bytes, part: "tokenizer.model, trainer_spec")
        while let (field, value) = try reader.next() {
            switch (field, value) {
            case (3, .varint(let code)): modelType = code
            case (24, .varint(let flag)): whitespaceIsSuffix = flag != 0
            case (44, .bytes(let utf8)): unknownSurface = String(decoding: utf8, as: UTF8.self)
            default: break
            }
        }
    }

    private mutating func readNormalizer(_ bytes: ArraySlice<UInt8>) throws(TokenizationError) {
        var reader = ProtobufReader(bytes, part: "tokenizer.model, normalizer_spec")
        while let (field, value) = try reader.next() {
            switch (field, value) {
            case (2, .bytes(let blob)) where !blob.isEmpty: normalizer.rules = try CharacterRules(blob: Array(blob))
            case (3, .varint(let flag)): normalizer.addsDummyPrefix = flag != 0
            case (4, .varint(let flag)): normalizer.removesExtraSpaces = flag != 0
            case (5, .varint(let flag)): normalizer.escapesSpaces = flag != 0
            default: break
            }
        }
    }

    /// The model's tables.
    func model() throws(TokenizationError) -> SentencePieceModel {
        let userTexts = pieces.indices.filter { pieces[$0].kind == .userDefined }
        var userDefined = PieceTable(capacity: userTexts.count)
        for id in userTexts { userDefined.insert(Array(pieces[id].text.utf8), id: id) }
        var table = PieceTable(capacity: pieces.count)
        for (id, piece) in pieces.enumerated() where piece.kind == .normal || piece.kind == .userDefined {
            guard table.insert(Array(piece.text.utf8), id: id) else {
                throw .malformed(
                    part: "tokenizer.model", found: "piece \"\(piece.text)\" twice", wanted: "each piece once")
            }
        }
        guard let unknown = pieces.firstIndex(where: { $0.kind == .unknown }) else {
            throw .malformed(part: "tokenizer.model", found: "no unknown piece", wanted: "one")
        }
        var normalizer = normalizer
        normalizer.userDefined = userDefined
        return SentencePieceModel(
            pieces: table, ranks: ranks(), userDefined: userDefined, byteTokens: try byteTokens(),
            unknown: Int32(unknown), normalizer: normalizer)
    }

    /// Equal scores have equal ranks.
    private func ranks() -> [Int32] {
        let scores = Set(pieces.map(\.score)).sorted(by: >)
        let places = Dictionary(uniqueKeysWithValues: scores.enumerated().map { ($1, Int32($0)) })
        return pieces.map { places[$0.score] ?? .max }
    }

    private func byteTokens() throws(TokenizationError) -> [Int32]? {
        guard pieces.contains(where: { $0.kind == .byte }) else { return nil }
        var tokens = [Int32](repeating: -1, count: 256)
        for (id, piece) in pieces.enumerated() where piece.kind == .byte {
            guard let byte = byteValue(ofToken: piece.text) else {
                throw .malformed(
                    part: "tokenizer.model", found: "byte piece \"\(piece.text)\"", wanted: "<0x00> ... <0xFF>")
            }
            tokens[Int(byte)] = Int32(id)
        }
        if let missing = tokens.firstIndex(of: -1) {
            throw .malformed(
                part: "tokenizer.model", found: "no piece for byte \(missing)", wanted: "all 256 byte pieces")
        }
        return tokens
    }
}

/// The byte that a token such as `<0x0A>` stands for.
func byteValue(ofToken token: String) -> UInt8? {
    guard token.utf8.count == 6, token.hasPrefix("<0x"), token.hasSuffix(">") else { return nil }
    return UInt8(token.dropFirst(3).dropLast(), radix: 16)
}
