public import Bytes
public import MemoryTypes
public import Transformer

/// All that an edit is computed from but the model and the edits before it: what a log keeps as the request, so that
/// the edit can be computed again with another tokenizer at hand.
///
/// | field      | bytes | meaning                                             |
/// |------------|-------|-----------------------------------------------------|
/// | `format`   | 4     | "EGQ1"                                              |
/// | `method`   | 4 + n | the method's name                                   |
/// | `settings` | 4 + n | its settings                                        |
/// | `onEdited` | 1     | computed on the edited model; else on the base model |
/// | `prefixes` | n     | the bank of texts before prompts                    |
/// | `requests` | 4 + n | texts and tokens of prompts, subjects and targets   |
/// | `probes`   | 4 + n | for each request what is asked about it             |
/// | `unmoved`  | 4 + n | prompts whose answers are to stay                   |
public struct PreparedEdit: ByteCodable, Sendable {
    private static let format = Array("EGQ1".utf8)
    /// Requests of one edit.
    public static let requestsMax = 10_000

    public let method: String
    public let settings: [UInt8]
    public let onEdited: Bool
    public let prefixes: PrefixBank
    public let requests: [EditRequest]
    /// Prompts in other words and the target's tokens after each, a list for each request.
    public let paraphrases: [[Paraphrase]]
    public let unmoved: [[Int32]]

    /// A prompt in other words.
    public struct Paraphrase: ByteCodable, Hashable, Sendable {
        public let prompt: [Int32]
        public let target: [Int32]

        public init(from reader: inout ByteReader) throws(BytesError) {
            prompt = try reader.readTokens()
            target = try reader.readTokens()
        }

        init(prompt: [Int32], target: [Int32]) { (self.prompt, self.target) = (prompt, target) }

        public func write(to writer: inout ByteWriter) {
            writer.write(tokens: prompt)
            writer.write(tokens: target)
        }
    }

    /// - Parameter encode: text to tokens, as the model is asked.
    /// - Throws: what is wrong with the facts or the recipe, before anything is computed.
    public init(
        _ items: [EditItem], recipe: EditRecipe, onEdited: Bool, configuration: ModelConfiguration,
        encode: @escaping (String) -> [Int32]
    ) throws(EditingError) {
        let chosen = try recipe.settings(for: configuration)
        let limit = chosen.traits.batches ? Self.requestsMax : 1
        guard (1...limit).contains(items.count) else { throw .batch(found: items.count, wanted: 1...limit) }
        for item in items where chosen.traits.needsSubject && item.subject == nil {
            throw .subjectMissing(method: recipe.method)
        }
        try self.init(
            items, method: type(of: chosen).name, settings: chosen.encoded, onEdited: onEdited,
            prefixes: PrefixBank.english(chosen.prefixCount, encode: encode), configuration, encode)
    }

    /// What is asked about an artifact that was computed elsewhere.
    public init(
        imported items: [EditItem], configuration: ModelConfiguration, encode: @escaping (String) -> [Int32]
    ) throws(EditingError) {
        try self.init(
            items, method: EditDraft.imported, settings: [], onEdited: false, prefixes: .empty, configuration, encode)
    }

    private init(
        _ items: [EditItem], method: String, settings: [UInt8], onEdited: Bool, prefixes: PrefixBank,
        _ configuration: ModelConfiguration, _ encode: @escaping (String) -> [Int32]
    ) throws(EditingError) {
        var requests: [EditRequest] = [], paraphrases: [[Paraphrase]] = []
        for item in items {
            requests.append(try item.request(encode))
            var own: [Paraphrase] = []
            for prompt in item.paraphrases {
                let other = try EditRequest(prompt: prompt, subject: nil, target: item.target, encode: encode)
                own.append(Paraphrase(prompt: other.prompt.tokens, target: other.target))
            }
            paraphrases.append(own)
        }
        (self.method, self.settings, self.onEdited, self.prefixes) = (method, settings, onEdited, prefixes)
        (self.requests, self.paraphrases) = (requests, paraphrases)
        unmoved = items.flatMap(\.locality).map(encode).filter { !$0.isEmpty }
        try requireFit(configuration)
    }

    /// Whether its artifact was computed elsewhere: there is nothing to compute again.
    public var isImported: Bool { method == EditDraft.imported }

    private func requireFit(_ configuration: ModelConfiguration) throws(EditingError) {
        let limit = configuration.positionLimit
        for (request, others) in zip(requests, paraphrases) {
            let before = prefixes.prefixes.map(\.count).max() ?? 0
            let own = before + max(request.prompt.tokens.count, request.continuation.tokens.count)
            let longest = max(own + request.target.count, others.map { $0.prompt.count + $0.target.count }.max() ?? 0)
            guard longest <= limit else { throw .promptTooLong(tokens: longest, limit: limit) }
        }
        if let longest = unmoved.map(\.count).max(), longest >= limit {
            throw .promptTooLong(tokens: longest, limit: limit)
        }
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        let format = try reader.readBytes(exactly: Self.format.count)
        guard format == Self.format else { throw .value(field: "format", found: "\(format)") }
        method = try reader.readString(bytes: 1...64)
        settings = try reader.readBytes(count: 0...1 << 20)
        onEdited = try reader.readBool()
        prefixes = try PrefixBank(from: &reader)
        requests = try reader.readArray(count: 0...Self.requestsMax, elementBytesMin: 16) { reader throws(BytesError) in
            try EditRequest(from: &reader)
        }
        paraphrases = try reader.readArray(count: requests.count...requests.count, elementBytesMin: 4) {
            reader throws(BytesError) in
            try reader.readArray(count: 0...1024, elementBytesMin: 8) { reader throws(BytesError) in
                try Paraphrase(from: &reader)
            }
        }
        unmoved = try reader.readArray(count: 0...1 << 20, elementBytesMin: 4) { reader throws(BytesError) in
            try reader.readTokens()
        }
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(exactly: Self.format)
        writer.write(method)
        writer.write(settings)
        writer.write(onEdited)
        prefixes.write(to: &writer)
        writer.writeArray(requests) { $0.write(to: &$1) }
        writer.writeArray(paraphrases) { own, writer in writer.writeArray(own) { $0.write(to: &$1) } }
        writer.writeArray(unmoved) { $1.write(tokens: $0) }
    }

    /// Names the request in a log.
    public var digest: BlobDigest { BlobDigest(of: encoded) }

    /// Names the method and its settings, as `EditMethod.digest` does.
    public var editorDigest: BlobDigest {
        var writer = ByteWriter()
        writer.write(method)
        writer.write(exactly: settings)
        return BlobDigest(of: writer.bytes)
    }

    /// The method with its settings.
    public func editor() throws(EditingError) -> any EditMethod {
        try EditMethods.method(method, settings: settings)
    }
}

extension EditMethod {
    /// How many texts before prompts the published settings take.
    fileprivate var prefixCount: Int {
        switch self {
        case is RankOneEditing: 20
        case is MassEditing: 5
        case is ResidualMemoryEditing: 10
        default: 0
        }
    }
}
