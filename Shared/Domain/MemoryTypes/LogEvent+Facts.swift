public import Bytes

/// A fact was asserted.
///
/// | field       | bytes  | meaning                                                        |
/// |-------------|--------|----------------------------------------------------------------|
/// | `fact`      | 8      | its number in its store                                        |
/// | `triple`    | 32     | SHA-256(salt || triple); the salt goes when the fact is erased |
/// | `validFrom` | 1 + 8  | true in the world since                                        |
/// | `validTo`   | 1 + 8  | true in the world until, exclusive                             |
/// | `document`  | 1 + 16 | where it was read                                              |
public struct FactAssertion: ByteCodable, Hashable, Sendable {
    public let fact: UInt64
    public let triple: BlobDigest
    public let validFrom: Timestamp?
    public let validTo: Timestamp?
    public let document: DocumentID?

    public init(
        fact: UInt64, triple: BlobDigest, validFrom: Timestamp? = nil, validTo: Timestamp? = nil,
        document: DocumentID? = nil
    ) {
        self.fact = fact
        self.triple = triple
        self.validFrom = validFrom
        self.validTo = validTo
        self.document = document
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        fact = try reader.read()
        triple = try BlobDigest(from: &reader)
        validFrom = try reader.readOptional()
        validTo = try reader.readOptional()
        document = try reader.readOptional()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(fact)
        triple.write(to: &writer)
        writer.write(validFrom)
        writer.write(validTo)
        writer.write(document)
    }
}

/// A fact was retracted, or its end became known.
///
/// | field       | bytes | meaning                                              |
/// |-------------|-------|------------------------------------------------------|
/// | `fact`      | 8     | its number in its store                              |
/// | `triple`    | 32    | as in the assertion                                  |
/// | `validTo`   | 1 + 8 | true in the world until; absent if it never was true |
/// | `successor` | 8     | the fact that holds in its place; 0 if none          |
public struct FactRetraction: ByteCodable, Hashable, Sendable {
    public let fact: UInt64
    public let triple: BlobDigest
    public let validTo: Timestamp?
    public let successor: UInt64

    public init(fact: UInt64, triple: BlobDigest, validTo: Timestamp? = nil, successor: UInt64) {
        self.fact = fact
        self.triple = triple
        self.validTo = validTo
        self.successor = successor
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        fact = try reader.read()
        triple = try BlobDigest(from: &reader)
        validTo = try reader.readOptional()
        successor = try reader.read()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(fact)
        triple.write(to: &writer)
        writer.write(validTo)
        writer.write(successor)
    }
}
