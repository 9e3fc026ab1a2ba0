public import Bytes

/// One entry of a pool's log, the one order of all changes of its memory.
///
/// | field      | bytes | meaning                                             |
/// |------------|-------|-----------------------------------------------------|
/// | `format`   | 1     | 1                                                   |
/// | `position` | 8     | its place; 0 is the record that created the pool    |
/// | `kind`     | 1     | see `LogRecordKind`                                 |
/// | `pool`     | 16    | so that no record can move to another pool          |
/// | `time`     | 8     | microseconds since 1970                             |
/// | `actor`    | 4 + n | who did it, at most 64 bytes of UTF-8               |
/// | `event`    | n     | as its kind has it                                  |
///
/// This is the canonical form, which is hashed and kept as it was written. It holds digests, identifiers and numbers,
/// never a text: texts and blobs can be erased without breaking the chain.
public struct LogRecord: ByteCodable, Hashable, Sendable {
    public let position: LogPosition
    public let pool: PoolUID
    public let time: Timestamp
    public let actor: String
    public let event: LogEvent

    static let format: UInt8 = 1
    static let actorBytesMax = 64

    /// - Parameter actor: see `actor(key:of:)`, or a service; cut at 64 bytes.
    public init(position: LogPosition, pool: PoolUID, time: Timestamp, actor: String, event: LogEvent) {
        self.position = position
        self.pool = pool
        self.time = time
        self.actor = actor.utf8.count <= Self.actorBytesMax ? actor : String(actor.unicodeScalars.prefix(16))
        self.event = event
    }

    public var kind: LogRecordKind { event.kind }

    /// How a record names the holder of a key: by its number; by the tenant where no key was shown (0) and for a
    /// trusted CURVE key (the greatest number).
    public static func actor(key: UInt64, of tenant: TenantName) -> String {
        key == 0 || key == .max ? tenant.text : "key \(key)"
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        let format = try reader.read(UInt8.self)
        guard format == Self.format else { throw .value(field: "record format", found: String(format)) }
        position = try LogPosition(from: &reader)
        let number = try reader.read(UInt8.self)
        guard let kind = LogRecordKind(rawValue: number) else {
            throw .value(field: "record kind", found: String(number))
        }
        pool = try PoolUID(from: &reader)
        time = try Timestamp(from: &reader)
        actor = try reader.readString(bytes: 0...Self.actorBytesMax)
        event = try LogEvent(kind: kind, from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(Self.format)
        position.write(to: &writer)
        writer.write(kind.rawValue)
        pool.write(to: &writer)
        time.write(to: &writer)
        writer.write(actor)
        event.write(to: &writer)
    }
}

extension RecordHash {
    /// The next link of a chain.
    ///
    ///     hash = SHA-256(parent || record)
    ///
    /// - Parameter parent: the hash before; `RecordHash.zero` before position 0.
    public init(of record: [UInt8], after parent: RecordHash) {
        self.init(unchecked: sha256(parent.bytes + record))
    }
}
