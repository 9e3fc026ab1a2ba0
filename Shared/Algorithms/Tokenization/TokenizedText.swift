/// One token of a text.
public struct Token: Hashable, Sendable {
    public let id: Int32
    /// The bytes of the text's UTF-8 that it stands for. Tokens that a tokenizer puts in by itself (a leading space)
    /// stand for none; the tokens of one split character share its bytes or divide them.
    public let bytes: Range<Int>

    public init(id: Int32, bytes: Range<Int>) {
        self.id = id
        self.bytes = bytes
    }
}

/// Whether special tokens are looked for in a text.
public enum SpecialTokens: Sendable {
    /// `<|eot_id|>` in the text becomes that token: for texts that we wrote ourselves.
    case recognised
    /// `<|eot_id|>` in the text stays those nine characters: for the texts of others.
    case asText
}
