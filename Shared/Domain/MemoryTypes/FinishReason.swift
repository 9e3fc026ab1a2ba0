/// Why an answer ended.
public enum FinishReason: UInt8, ByteEnumeration {
    /// The model ended it.
    case endOfText = 1
    /// A stop string came.
    case stopString = 2
    /// The token limit was reached.
    case tokenLimit = 3
    /// The client cancelled it.
    case cancelled = 4
    /// The deadline passed; the text so far is the model's.
    case deadline = 5
    /// The worker is leaving; ask again.
    case shutdown = 6
}
