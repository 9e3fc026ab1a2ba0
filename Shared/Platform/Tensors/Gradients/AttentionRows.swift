/// The rows of one sequence in an attention whose keys are all at hand: a training step's.
public struct AttentionRows: Equatable, Sendable {
    /// Query rows, the last of the sequence's text.
    public var queries: Int
    /// Rows of text keys and values.
    public var text: Int
    /// Rows of keys and values before the text, which all queries see.
    public var prefix: Int
    /// The first text rows that nobody sees: padding on the left.
    public var padding: Int

    public init(queries: Int, text: Int, prefix: Int = 0, padding: Int = 0) {
        precondition(queries <= text && padding <= text, "\(queries) queries, \(text) text rows, \(padding) of padding")
        (self.queries, self.text, self.prefix, self.padding) = (queries, text, prefix, padding)
    }
}

/// What the rows of an attention look at: [rows, kv heads · h] each, all keys turned to their positions, the sequences
/// one after another.
public struct AttentionKeys: Sendable {
    public let keys: Tensor
    public let values: Tensor
    /// Nil where no sequence has a prefix.
    public let prefixKeys: Tensor?
    public let prefixValues: Tensor?

    public init(keys: Tensor, values: Tensor, prefixKeys: Tensor? = nil, prefixValues: Tensor? = nil) {
        (self.keys, self.values, self.prefixKeys, self.prefixValues) = (keys, values, prefixKeys, prefixValues)
    }
}

/// The gradients of an attention; of the prefix only if they were asked for.
public struct AttentionGradients: Sendable {
    public let queries: Tensor
    public let keys: Tensor
    public let values: Tensor
    public let prefixKeys: Tensor?
    public let prefixValues: Tensor?
}
