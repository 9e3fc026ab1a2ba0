public import Bytes
public import MemoryTypes

/// Asks for facts that match exactly; at least one side must be given.
///
/// client -> ingest; kind 0x0504; scope read; answered by `FactPage`.
///
/// | field      | bytes | meaning |
/// |------------|-------|------------------------------------------------------------|
/// | `name`     | 4 + n | the pool |
/// | `subject`  | 1 + n | exactly this subject |
/// | `relation` | 1 + n | exactly this relation |
/// | `object`   | 1 + n | exactly this object |
/// | `validAt`  | 1 + 8 | only what is true in the world then |
/// | `asOf`     | 1 + 8 | as the log stood at this record; now if absent |
/// | `after`    | 1 + 8 | only facts with a higher number: `next` of the page before |
/// | `limit`    | 4     | facts at most, 1 ... 1000 |
public struct QueryTriples: Request, Hashable {
    public static let kind = MessageKind.queryTriples
    public typealias Reply = FactPage

    public let name: PoolName
    public let subject: String?
    public let relation: String?
    public let object: String?
    public let validAt: Timestamp?
    public let asOf: LogPosition?
    public let after: UInt64?
    public let limit: Int

    public init(
        name: PoolName, subject: String? = nil, relation: String? = nil, object: String? = nil,
        validAt: Timestamp? = nil, asOf: LogPosition? = nil, after: UInt64? = nil, limit: Int
    ) {
        self.name = name
        self.subject = subject
        self.relation = relation
        self.object = object
        self.validAt = validAt
        self.asOf = asOf
        self.after = after
        self.limit = limit
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        name = try PoolName(from: &reader)
        subject = try reader.readOptionalString(bytes: Triple.textBytes)
        relation = try reader.readOptionalString(bytes: Triple.textBytes)
        object = try reader.readOptionalString(bytes: Triple.textBytes)
        validAt = try reader.readOptional()
        asOf = try reader.readOptional()
        after = try reader.readOptional()
        limit = Int(try reader.read(Int32.self))
    }

    public func write(to writer: inout ByteWriter) {
        name.write(to: &writer)
        writer.write(subject)
        writer.write(relation)
        writer.write(object)
        writer.write(validAt)
        writer.write(asOf)
        writer.write(after)
        writer.write(Int32(clamping: limit))
    }

    public func validate() throws(Refusal) {
        try Limits.checkPage(limit)
        guard subject != nil || relation != nil || object != nil else {
            throw Refusal(.tripleInvalid, "At least one of subject, relation and object must be given.")
        }
    }
}
