public import Bytes

/// Says that it was done, and nothing else.
///
/// service -> client; kind 0x0002.
public struct Acknowledged: Message, Hashable {
    public static let kind = MessageKind.acknowledged

    public init() {}
    public init(from reader: inout ByteReader) throws(BytesError) {}
    public func write(to writer: inout ByteWriter) {}
}
