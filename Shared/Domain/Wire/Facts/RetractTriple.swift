public import Bytes
public import MemoryTypes

/// Records that a fact holds no longer.
///
/// client -> ingest; kind 0x0503; scope write; answered by `FactRecorded`.
///
/// | field     | bytes  | meaning |
/// |-----------|--------|------------------------------------------------------|
/// | `name`    | 4 + n  | the pool |
/// | `triple`  | 15 + n | subject, relation, object |
/// | `validTo` | 1 + 8  | true in the world until; absent if it never was true |
public struct RetractTriple: Request, Hashable {
    public static let kind = MessageKind.retractTriple
    public typealias Reply = FactRecorded

    public let name: PoolName
    public let triple: Triple
    public let validTo: Timestamp?

    public init(name: PoolName, triple: Triple, validTo: Timestamp? = nil) {
        self.name = name
        self.triple = triple
        self.validTo = validTo
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        name = try PoolName(from: &reader)
        triple = try Triple(from: &reader)
        validTo = try reader.readOptional()
    }

    public func write(to writer: inout ByteWriter) {
        name.write(to: &writer)
        triple.write(to: &writer)
        writer.write(validTo)
    }
}
