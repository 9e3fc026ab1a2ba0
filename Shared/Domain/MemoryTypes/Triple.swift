public import Bytes

/// A fact: subject, relation, object, stored as they were written.
public struct Triple: ByteCodable, Hashable, Sendable {
    public let subject: String
    public let relation: String
    public let object: String

    public static let textBytes = 1...1024

    public init(subject: String, relation: String, object: String) {
        self.subject = subject
        self.relation = relation
        self.object = object
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        subject = try reader.readString(bytes: Self.textBytes)
        relation = try reader.readString(bytes: Self.textBytes)
        object = try reader.readString(bytes: Self.textBytes)
    }

    public func write(to writer: inout ByteWriter) {
        for text in [subject, relation, object] { writer.write(text) }
    }
}
