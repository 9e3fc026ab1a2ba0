public import Bytes
internal import Transformer

/// The fact is read before prompts: ICE, IKE with demonstrations, and retrieval over BM25.        Zheng et al. 2023
public struct ContextEditing: EditMethod {
    public static let name = "ike"

    public var settings: ContextSettings
    /// Texts that show how facts are used, such as a copied, a paraphrased and an unrelated one, each complete; none
    /// for ICE and for retrieval.
    public var demonstrations: [[Int32]]
    /// What stands after the fact, such as the end of a line.
    public var separator: [Int32]

    public init(
        settings: ContextSettings = ContextSettings(), demonstrations: [[Int32]] = [], separator: [Int32] = []
    ) {
        self.settings = settings
        self.demonstrations = demonstrations
        self.separator = separator
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        settings = try ContextSettings(from: &reader)
        demonstrations = try reader.readArray(count: 0...4096, elementBytesMin: 4) { reader throws(BytesError) in
            try reader.readTokens()
        }
        separator = try reader.readTokens()
    }

    public func write(to writer: inout ByteWriter) {
        settings.write(to: &writer)
        writer.writeArray(demonstrations) { $1.write(tokens: $0) }
        writer.write(tokens: separator)
    }

    public var traits: EditTraits { EditTraits(dropEqualsReplay: true, commutes: true) }

    public func compute(
        _ batch: [EditRequest], on view: EditView, with resources: EditResources, seed: UInt64
    ) throws(EditingError) -> EditArtifact {
        let request = try single(batch)
        try view.require([request])
        let fact = request.continuation.tokens + request.target + separator
        let limit = view.decoder.configuration.positionLimit
        let text = demonstrations.flatMap { $0 } + fact
        try view.require(tokens: text)
        guard text.count < limit else { throw .promptTooLong(tokens: text.count, limit: limit) }
        let context = ContextText(settings: settings, text: text, topic: fact)
        return EditArtifact(method: Self.name, model: view.model, payload: .context(context))
    }
}
