public import Bytes
public import MemoryTypes

/// A document whose slots were looked at: attention, not proof.
///
/// | field      | bytes | meaning |
/// |------------|-------|-----------------------------------------------|
/// | `document` | 16    | the document |
/// | `mass`     | 4     | its share of the attention on memory, 0 ... 1 |
public struct AttendedDocument: ByteCodable, Hashable, Sendable {
    public let document: DocumentID
    public let mass: Float

    public init(document: DocumentID, mass: Float) {
        self.document = document
        self.mass = mass
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        document = try DocumentID(from: &reader)
        mass = try reader.readFloat()
    }

    public func write(to writer: inout ByteWriter) {
        document.write(to: &writer)
        writer.write(mass)
    }
}
