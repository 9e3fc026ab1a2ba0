public import Bytes

/// The slots of a shard that an absorption dropped: one rising list for all layers, or one for each.
///
/// | field   | bytes     | meaning                                                 |
/// |---------|-----------|---------------------------------------------------------|
/// | `lists` | 4 + n     | no list (a first fill), one, or one per layer           |
/// | a list  | 4 + 4 n   | indices of slots before the drop, rising                |
public struct ForgottenSlots: ByteCodable, Hashable, Sendable {
    public let lists: [[UInt32]]

    public init(lists: [[UInt32]]) { self.lists = lists }

    /// Nothing was dropped.
    public static let none = ForgottenSlots(lists: [])

    public init(from reader: inout ByteReader) throws(BytesError) {
        lists = try reader.readArray(count: 0...PoolShape.layersMax, elementBytesMin: 4) {
            (reader) throws(BytesError) in
            try reader.readArray(count: 0...PoolShape.tokensMax)
        }
    }

    public func write(to writer: inout ByteWriter) {
        writer.writeArray(lists) { $1.write($0) }
    }
}
