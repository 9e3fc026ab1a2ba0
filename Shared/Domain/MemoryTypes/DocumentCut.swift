public import Bytes

/// How a document was cut into pieces; stored when it is first read, and the same for ever.
///
/// | field       | bytes   | meaning |
/// |-------------|---------|-----------------------------------------------------------------|
/// | `tokenizer` | 32      | the tokenizer that counted |
/// | `ends`      | 4 + 4 n | where each piece ends: the index of the token behind it; rising |
public struct DocumentCut: ByteCodable, Hashable, Sendable {
    public let tokenizer: BlobDigest
    public let ends: [UInt32]

    public init(tokenizer: BlobDigest, ends: [UInt32]) {
        self.tokenizer = tokenizer
        self.ends = ends
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        tokenizer = try BlobDigest(from: &reader)
        ends = try reader.readArray(count: 1...Limits.piecesMax)
    }

    public func write(to writer: inout ByteWriter) {
        tokenizer.write(to: &writer)
        writer.write(ends)
    }

    /// How many pieces there are.
    public var pieces: Int { ends.count }

    /// The tokens of a piece, as offsets into the document's tokens.
    public func tokens(of piece: Int) -> Range<Int> { (piece == 0 ? 0 : Int(ends[piece - 1]))..<Int(ends[piece]) }
}
