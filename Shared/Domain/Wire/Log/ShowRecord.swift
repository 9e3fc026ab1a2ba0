public import Bytes
public import MemoryTypes

/// Asks for one record and what the store knows about it.
///
/// client -> ingest; kind 0x0403; scope read; answered by `RecordDetail`.
///
/// | field      | bytes | meaning |
/// |------------|-------|------------|
/// | `name`     | 4 + n | the pool |
/// | `position` | 8     | the record |
public struct ShowRecord: Request, Hashable {
    public static let kind = MessageKind.showRecord
    public typealias Reply = RecordDetail

    public let name: PoolName
    public let position: LogPosition

    public init(name: PoolName, position: LogPosition) {
        self.name = name
        self.position = position
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        name = try PoolName(from: &reader)
        position = try LogPosition(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        name.write(to: &writer)
        position.write(to: &writer)
    }
}
