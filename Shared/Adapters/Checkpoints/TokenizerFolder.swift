internal import Bytes
internal import Files
internal import MemoryTypes
internal import Tokenization

/// The tokenizer of a model's folder, and how the model wants conversations written.
struct TokenizerFolder: Sendable {
    static let bytesMax = 256 << 20

    let tokenizer: Tokenizer
    let digest: BlobDigest
    /// Or why its template is not one we know.
    let template: Result<ChatTemplate, TokenizationError>
    /// Names of the tokens for the beginning and the end of a sequence.
    let bos: String?
    let eos: String?
    let endTokens: Set<Int32>

    /// - Parameter vocabulary: tokens of the model; added tokens beyond it are left out.
    init(folder: String, vocabulary: Int) throws(CheckpointsError) {
        let settings = try Self.optionalJSON(folder + "/tokenizer_config.json")
        let added = (settings?["added_tokens_decoder"]?.object?.members ?? []).compactMap { member in
            Int(member.name).flatMap { AddedToken(id: $0, description: member.value) }
        }
        let prefixesSpace = settings?["add_prefix_space"]?.boolean ?? false
        (tokenizer, digest) = try Self.tokenizer(
            folder, added: added, prefixesSpace: prefixesSpace, vocabulary: vocabulary)
        let configuration = try Self.optionalJSON(folder + "/config.json")
        let generation = try Self.optionalJSON(folder + "/generation_config.json")
        template = try Self.template(settings, folder: folder)
        let tokenizer = tokenizer
        func name(_ role: String) -> String? {
            let given = settings?["\(role)_token"]
            let id = configuration?["\(role)_token_id"]?.integer
            return given?.string ?? given?["content"]?.string
                ?? id.flatMap { Int32(exactly: $0) }.flatMap { tokenizer.name(of: $0) }
        }
        bos = name("bos")
        eos = name("eos")
        var ends = Self.ids(generation?["eos_token_id"]) + Self.ids(configuration?["eos_token_id"])
        for name in [eos] + ["<|eot_id|>", "<|eom_id|>", "<|im_end|>"] {
            if let id = name.flatMap({ tokenizer.id(of: $0) }) { ends.append(Int(id)) }
        }
        endTokens = Set(ends.filter { 0..<vocabulary ~= $0 }.map(Int32.init))
    }

    private static func tokenizer(
        _ folder: String, added: [AddedToken], prefixesSpace: Bool, vocabulary: Int
    ) throws(CheckpointsError) -> (Tokenizer, BlobDigest) {
        guard let form = Form.allCases.first(where: { fileExists(folder + "/" + $0.rawValue) }) else {
            throw .malformed(
                file: folder, found: "no file of a tokenizer", wanted: "tokenizer.json, tokenizer.model or vocab.json")
        }
        let path = folder + "/" + form.rawValue
        let bytes = try read(path)
        let merges = form == .merges ? try read(folder + "/merges.txt") : []
        do {
            let tokenizer =
                switch form {
                case .json: try Tokenizer(tokenizerJSON: bytes, idsBelow: vocabulary)
                case .sentencePiece: try Tokenizer(sentencePiece: bytes, added: added, idsBelow: vocabulary)
                case .merges:
                    try Tokenizer(
                        vocabulary: bytes, merges: merges, added: added, prefixesSpace: prefixesSpace,
                        idsBelow: vocabulary)
                }
            return (tokenizer, BlobDigest(of: bytes + merges))
        } catch { throw .tokenizer(error, file: path) }
    }

    /// The file that says of which form a tokenizer is; a folder with several is read as the first.
    private enum Form: String, CaseIterable {
        case json = "tokenizer.json"
        case sentencePiece = "tokenizer.model"
        case merges = "vocab.json"
    }

    private static func read(_ path: String) throws(CheckpointsError) -> [UInt8] {
        do { return try readFile(path, bytesMax: bytesMax) } catch { throw .file(error) }
    }

    private static func optionalJSON(_ path: String) throws(CheckpointsError) -> JSON? {
        fileExists(path) ? try readJSON(path, bytesMax: 16 << 20) : nil
    }

    private static func ids(_ value: JSON?) -> [Int] {
        value?.array?.compactMap(\.integer) ?? value?.integer.map { [$0] } ?? []
    }

    /// The template of `chat_template.jinja` or of `tokenizer_config.json`; of several there the one named `default`.
    private static func template(
        _ settings: JSON?, folder: String
    ) throws(CheckpointsError) -> Result<ChatTemplate, TokenizationError> {
        var text = settings?["chat_template"]?.string
        var name = "chat_template"
        if let several = settings?["chat_template"]?.array {
            let chosen = several.first { $0["name"]?.string == "default" } ?? several.first
            text = chosen?["template"]?.string
            name = "chat_template \"\(chosen?["name"]?.string ?? "")\""
        }
        let file = folder + "/chat_template.jinja"
        if fileExists(file) {
            do { text = String(decoding: try readFile(file, bytesMax: 1 << 20), as: UTF8.self) } catch {
                throw .file(error)
            }
            name = "chat_template.jinja"
        }
        guard let text else { return .success(.plain) }
        do { return .success(try ChatTemplate(recognising: text, name: name)) } catch { return .failure(error) }
    }
}
