public import Bytes
public import MemoryTypes

/// A triple as the pool knows it.
///
/// | field       | bytes  | meaning |
/// |-------------|--------|------------------------------------|
/// | `number`    | 8      | names the fact within its store |
/// | `triple`    | 15 + n | subject, relation, object |
/// | `validFrom` | 1 + 8  | true in the world since |
/// | `validTo`   | 1 + 8  | true in the world until, exclusive |
/// | `asserted`  | 8      | the record that asserted it |
/// | `retracted` | 1 + 8  | the record that retracted it |
/// | `document`  | 1 + 16 | where it was read |
public struct Fact: ByteCodable, Hashable, Sendable {
    public let number: UInt64
    public let triple: Triple
    public let validFrom: Timestamp?
    public let validTo: Timestamp?
    public let asserted: LogPosition
    public let retracted: LogPosition?
    public let document: DocumentID?

    public init(
        number: UInt64, triple: Triple, validFrom: Timestamp? = nil, validTo: Timestamp? = nil, asserted: LogPosition,
        retracted: LogPosition? = nil, document: DocumentID? = nil
    ) {
        self.number = number
        self.triple = triple
        self.validFrom = validFrom
        self.validTo = validTo
        self.asserted = asserted
        self.retracted = retracted
        self.document = document
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        number = try reader.read()
        triple = try Triple(from: &reader)
        validFrom = try reader.readOptional()
        validTo = try reader.readOptional()
        asserted = try LogPosition(from: &reader)
        retracted = try reader.readOptional()
        document = try reader.readOptional()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(number)
        triple.write(to: &writer)
        writer.write(validFrom)
        writer.write(validTo)
        asserted.write(to: &writer)
        writer.write(retracted)
        writer.write(document)
    }
}
