public import Bytes
internal import MemoryTypes

/// Edits, newest first.
///
/// ingest -> client; kind 0x0a07.
///
/// | field     | bytes | meaning |
/// |-----------|-------|---------|
/// | `edits`   | 4 + n | the edits |
/// | `next`    | 1 + 8 | where the next page begins; absent on the last |
/// | `inForce` | 8     | edits of the pool that are in force |
public struct EditPage: Message, Hashable {
    public static let kind = MessageKind.editPage

    public let edits: [EditSummary]
    public let next: UInt64?
    public let inForce: UInt64

    public init(edits: [EditSummary], next: UInt64? = nil, inForce: UInt64) {
        self.edits = edits
        self.next = next
        self.inForce = inForce
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        edits = try reader.readArray(count: 0...Limits.pageMax, elementBytesMin: 59)
        next = try reader.readOptional()
        inForce = try reader.read()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(edits)
        writer.write(next)
        writer.write(inForce)
    }
}
