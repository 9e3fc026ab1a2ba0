public import Bytes

extension Tokenizer {
    /// The tokenizer that a Hugging Face `tokenizer.json` describes: byte pairs, on bytes or on characters.
    ///
    /// Its post-processor, padding and truncation do not count: they add and remove what is no text.
    ///
    /// - Parameter idsBelow: size of the model's vocabulary; added tokens beyond it are left out.
    /// - Throws: `unsupported` for another model, normaliser, pre-tokeniser or pattern; `malformed` for a damaged file.
    public init(tokenizerJSON bytes: [UInt8], idsBelow: Int = 4_194_304) throws(TokenizationError) {
        let file: JSON
        do { file = try JSON(parsing: bytes) } catch {
            throw .malformed(part: "tokenizer.json", found: "\(error)", wanted: "JSON")
        }
        let reader = TokenizerJSONReader(file: file, idsBelow: min(idsBelow, Vocabulary.idsMax))
        self = try reader.tokenizer()
    }
}

/// Reads the parts of a `tokenizer.json`.
struct TokenizerJSONReader {
    let file: JSON
    let idsBelow: Int
    /// Added tokens that stand elsewhere.
    var moreTokens: [AddedToken] = []

    func tokenizer() throws(TokenizationError) -> Tokenizer {
        let steps = PipelineReader(file: file)
        let normalizers = try steps.normalizers()
        let preTokenizers = try steps.preTokenizers()
        let added = try addedTokens().filter { $0.id < idsBelow }
        let names = try VocabularyReader(model: file["model"] ?? .null, idsBelow: idsBelow).names()
        let alphabet: BytePairModel.Alphabet = try steps.worksOnBytes ? .bytes : .characters
        let model = try ModelReader(model: file["model"] ?? .null, names: names).model(alphabet)
        let decoding = try DecodingReader(decoder: file["decoder"] ?? .null)
        return Tokenizer(
            method: .bytePairs(normalizers: normalizers, preTokenizers: preTokenizers, model),
            vocabulary: decoding.vocabulary(names, added, normalizers),
            sourceTokens: finder(added.filter { !$0.isNormalized }, normalizers),
            normalizedTokens: finder(added.filter(\.isNormalized), normalizers))
    }

    private func finder(_ tokens: [AddedToken], _ normalizers: [Normalizer]) -> AddedTokenFinder {
        AddedTokenFinder(tokens, keys: tokens.map { $0.searched(normalizers) })
    }

    private func addedTokens() throws(TokenizationError) -> [AddedToken] {
        var tokens = moreTokens
        for (index, entry) in (file["added_tokens"]?.array ?? []).enumerated() {
            guard let id = entry["id"]?.integer, let token = AddedToken(id: id, description: entry) else {
                throw .malformed(part: "added_tokens[\(index)]", found: "no id or content", wanted: "both")
            }
            tokens.append(token)
        }
        return tokens
    }
}

extension AddedToken {
    /// The token that an entry of `added_tokens`, or of `added_tokens_decoder` in `tokenizer_config.json`, describes;
    /// nil if it does not.
    public init?(id: Int, description entry: JSON) {
        guard 0..<Vocabulary.idsMax ~= id, let content = entry["content"]?.string else { return nil }
        self.init(id: Int32(id), content: content, isSpecial: entry["special"]?.boolean ?? false)
        isNormalized = entry["normalized"]?.boolean ?? !isSpecial
        stripsLeft = entry["lstrip"]?.boolean ?? false
        stripsRight = entry["rstrip"]?.boolean ?? false
        isWholeWord = entry["single_word"]?.boolean ?? false
    }
}

/// Reads `model.vocab`.
struct VocabularyReader {
    let model: JSON
    let idsBelow: Int

    /// The names of the tokens by number.
    func names() throws(TokenizationError) -> [String?] {
        guard let members = model["vocab"]?.object?.members else {
            throw .malformed(
                part: "model.vocab", found: model["vocab"]?.kind ?? "nothing", wanted: "an object of tokens")
        }
        var names: [String?] = []
        for member in members {
            guard let id = member.value.integer, 0..<idsBelow ~= id else {
                throw .malformed(
                    part: "model.vocab[\"\(member.name)\"]",
                    found: member.value.integer.map(String.init) ?? member.value.kind,
                    wanted: "a number below \(idsBelow)")
            }
            if id >= names.count { names.append(contentsOf: repeatElement(nil, count: id + 1 - names.count)) }
            names[id] = member.name
        }
        return names
    }
}

/// Reads `model`.
struct ModelReader {
    let model: JSON
    let names: [String?]
    private let ids: PieceTable

    init(model: JSON, names: [String?]) {
        self.model = model
        self.names = names
        var ids = PieceTable(capacity: names.count)
        for (id, name) in names.enumerated() { if let name { ids.insert(Array(name.utf8), id: id) } }
        self.ids = ids
    }

    func model(_ alphabet: BytePairModel.Alphabet) throws(TokenizationError) -> BytePairModel {
        guard (model["type"]?.string ?? "BPE") == "BPE" else {
            throw .unsupported(part: "model.type", found: model["type"]?.string ?? "", wanted: "BPE")
        }
        for field in ["continuing_subword_prefix", "end_of_word_suffix"] {
            if let text = model[field]?.string, !text.isEmpty {
                throw .unsupported(part: "model.\(field)", found: "\"\(text)\"", wanted: "none")
            }
        }
        var result = BytePairModel(alphabet: alphabet, pieces: pieces(alphabet), pairs: try pairs())
        result.byteTokens = model["byte_fallback"]?.boolean == true ? byteTokens() : nil
        if let unknown = model["unk_token"]?.string { result.unknown = ids[unknown].map(Int32.init) }
        result.fusesUnknown = model["fuse_unk"]?.boolean ?? false
        result.ignoresMerges = model["ignore_merges"]?.boolean ?? false
        return result
    }

    private func pieces(_ alphabet: BytePairModel.Alphabet) -> PieceTable {
        guard alphabet == .bytes else { return ids }
        var pieces = PieceTable(capacity: names.count)
        for (id, name) in names.enumerated() {
            if let bytes = name.flatMap(ByteAlphabet.decode), !bytes.isEmpty { pieces.insert(bytes, id: id) }
        }
        return pieces
    }

    /// Nil unless all 256 are there: spelling works for every character or for none.
    private func byteTokens() -> [Int32]? {
        let tokens = (0..<256).compactMap { byte in
            ids["<0x" + [UInt8(byte)].hexadecimal.uppercased() + ">"].map(Int32.init)
        }
        return tokens.count == 256 ? tokens : nil
    }

    private func pairs() throws(TokenizationError) -> PairTable {
        let merges = model["merges"]?.array ?? []
        var pairs = PairTable(capacity: merges.count)
        for (rank, merge) in merges.enumerated() {
            let (left, right) = try halves(merge, rank)
            guard let leftID = ids[left], let rightID = ids[right], let id = ids[left + right] else {
                throw .malformed(
                    part: "model.merges[\(rank)]", found: "\"\(left)\" + \"\(right)\"",
                    wanted: "tokens that merge to a token")
            }
            pairs.insert(Int32(leftID), Int32(rightID), Merge(rank: Int32(rank), id: Int32(id)))
        }
        return pairs
    }

    /// A merge is written as a list of two, or as one string with a space in between.
    private func halves(_ merge: JSON, _ rank: Int) throws(TokenizationError) -> (String, String) {
        // By bytes: a space and a combining mark behind it are one Character.
        let words = merge.string?.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        let parts = merge.array?.compactMap(\.string) ?? words?.map { String(decoding: $0, as: UTF8.self) } ?? []
        guard parts.count == 2 else {
            throw .malformed(part: "model.merges[\(rank)]", found: merge.string ?? merge.kind, wanted: "two tokens")
        }
        return (parts[0], parts[1])
    }
}
