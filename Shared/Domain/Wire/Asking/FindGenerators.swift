public import Bytes
public import MemoryTypes

/// Asks where queries can be sent.
///
/// client -> ingest; kind 0x0201; scope read; answered by `Generators`.
///
/// | field  | bytes | meaning |
/// |--------|-------|-------------------------------------|
/// | `pool` | 1 + n | only workers with this pool's model |
public struct FindGenerators: Request, Hashable {
    public static let kind = MessageKind.findGenerators
    public typealias Reply = Generators

    public let pool: PoolName?

    public init(pool: PoolName? = nil) {
        self.pool = pool
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        pool = try reader.readOptional()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(pool)
    }
}
