public import Bytes
public import MemoryTypes

/// Asks for the pools in the order of their names.
///
/// client -> ingest; kind 0x0303; scope read; answered by `PoolPage`.
///
/// | field   | bytes | meaning |
/// |---------|-------|---------------------------|
/// | `after` | 1 + n | only behind this name |
/// | `limit` | 4     | pools at most, 1 ... 1000 |
public struct ListPools: Request, Hashable {
    public static let kind = MessageKind.listPools
    public typealias Reply = PoolPage

    public let after: PoolName?
    public let limit: Int

    public init(after: PoolName? = nil, limit: Int) {
        self.after = after
        self.limit = limit
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        after = try reader.readOptional()
        limit = Int(try reader.read(Int32.self))
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(after)
        writer.write(Int32(clamping: limit))
    }

    public func validate() throws(Refusal) { try Limits.checkPage(limit) }
}
