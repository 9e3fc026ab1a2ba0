public import Bytes
internal import MemoryTypes

/// What became of each push of a batch, in its order.
///
/// store -> ingest; kind 0x1002.
///
/// | field      | bytes | meaning |
/// |------------|-------|----------------------------------------------|
/// | `outcomes` | 4 + n | 1 and `DocumentAccepted`, or 2 and `Refusal` |
public struct DocumentsAppended: Message, Hashable {
    public static let kind = MessageKind.documentsAppended

    public let outcomes: [AppendOutcome]

    public init(outcomes: [AppendOutcome]) {
        self.outcomes = outcomes
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        outcomes = try reader.readArray(count: 1...Limits.batchMax, elementBytesMin: 11)
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(outcomes)
    }
}
