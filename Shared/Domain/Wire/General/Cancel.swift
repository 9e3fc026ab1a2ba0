public import Bytes

/// Ends a request that this client has sent on this connection; an answer under way ends with `Done` and the reason
/// cancelled, any other request with a refusal.
///
/// client -> service; kind 0x0003; scope any; answered by `Acknowledged`.
///
/// | field         | bytes | meaning |
/// |---------------|-------|------------------------------------------|
/// | `correlation` | 8     | the correlation id of the request to end |
public struct Cancel: Request, Hashable {
    public static let kind = MessageKind.cancel
    public typealias Reply = Acknowledged

    public let correlation: UInt64

    public init(correlation: UInt64) {
        self.correlation = correlation
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        correlation = try reader.read()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(correlation)
    }
}
