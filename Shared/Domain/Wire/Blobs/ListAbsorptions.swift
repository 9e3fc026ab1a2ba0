public import Bytes
public import MemoryTypes

/// Asks for what is needed to compute a pool's deltas again.
///
/// client -> ingest; kind 0x0901; scope admin; answered by `AbsorptionPage`.
///
/// | field   | bytes | meaning |
/// |---------|-------|---------------------------------|
/// | `name`  | 4 + n | the pool |
/// | `from`  | 8     | the first record wanted |
/// | `limit` | 4     | absorptions at most, 1 ... 1000 |
public struct ListAbsorptions: Request, Hashable {
    public static let kind = MessageKind.listAbsorptions
    public typealias Reply = AbsorptionPage

    public let name: PoolName
    public let from: LogPosition
    public let limit: Int

    public init(name: PoolName, from: LogPosition, limit: Int) {
        self.name = name
        self.from = from
        self.limit = limit
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        name = try PoolName(from: &reader)
        from = try LogPosition(from: &reader)
        limit = Int(try reader.read(Int32.self))
    }

    public func write(to writer: inout ByteWriter) {
        name.write(to: &writer)
        from.write(to: &writer)
        writer.write(Int32(clamping: limit))
    }

    public func validate() throws(Refusal) { try Limits.checkPage(limit) }
}
