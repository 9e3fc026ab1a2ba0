public import Bytes
internal import MemoryTypes

/// A slot's origin: a row of one of the manifest's sources.
public struct SlotReference: ByteCodable, Hashable, Sendable {
    /// Index into the manifest's sources.
    public let source: UInt32
    /// Row of that source in the slot's layer.
    public let row: UInt32

    public init(source: UInt32, row: UInt32) {
        self.source = source
        self.row = row
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        source = try reader.read()
        row = try reader.read()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(source)
        writer.write(row)
    }
}

/// The slots of one shard, oldest first.
///
/// | field   | bytes   | meaning                                                              |
/// |---------|---------|----------------------------------------------------------------------|
/// | `lists` | 4 + n   | one list for all layers, or one for each                             |
/// | a list  | 4 + 8 n | per slot the index of its source (4) and its row in that source (4)  |
public struct ShardSlots: ByteCodable, Hashable, Sendable {
    public let lists: [[SlotReference]]

    public init(lists: [[SlotReference]]) { self.lists = lists }

    public init(from reader: inout ByteReader) throws(BytesError) {
        lists = try reader.readArray(count: 1...PoolShape.layersMax, elementBytesMin: 4) {
            (reader) throws(BytesError) in
            try reader.readArray(count: 0...PoolShape.tokensMax, elementBytesMin: 8)
        }
    }

    public func write(to writer: inout ByteWriter) {
        writer.writeArray(lists) { $1.write($0) }
    }
}
