public import Bytes
public import MemoryTypes

/// Records a fact.
///
/// client -> ingest; kind 0x0501; scope write; answered by `FactRecorded`.
///
/// | field       | bytes  | meaning |
/// |-------------|--------|------------------------------------|
/// | `name`      | 4 + n  | the pool |
/// | `triple`    | 15 + n | subject, relation, object |
/// | `validFrom` | 1 + 8  | true in the world since |
/// | `validTo`   | 1 + 8  | true in the world until, exclusive |
/// | `document`  | 1 + 16 | where it was read |
public struct AssertTriple: Request, Hashable {
    public static let kind = MessageKind.assertTriple
    public typealias Reply = FactRecorded

    public let name: PoolName
    public let triple: Triple
    public let validFrom: Timestamp?
    public let validTo: Timestamp?
    public let document: DocumentID?

    public init(
        name: PoolName, triple: Triple, validFrom: Timestamp? = nil, validTo: Timestamp? = nil,
        document: DocumentID? = nil
    ) {
        self.name = name
        self.triple = triple
        self.validFrom = validFrom
        self.validTo = validTo
        self.document = document
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        name = try PoolName(from: &reader)
        triple = try Triple(from: &reader)
        validFrom = try reader.readOptional()
        validTo = try reader.readOptional()
        document = try reader.readOptional()
    }

    public func write(to writer: inout ByteWriter) {
        name.write(to: &writer)
        triple.write(to: &writer)
        writer.write(validFrom)
        writer.write(validTo)
        writer.write(document)
    }

    public func validate() throws(Refusal) {
        if let validFrom, let validTo, validTo <= validFrom {
            throw Refusal(.tripleInvalid, "The fact would end before it begins.")
        }
    }
}
