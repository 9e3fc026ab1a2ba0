public import Bytes

/// Asks who is there, and who the caller is taken for.
///
/// client -> any service; kind 0x0005; scope any; answered by `Welcome`.
public struct Hello: Request, Hashable {
    public static let kind = MessageKind.hello
    public typealias Reply = Welcome

    public init() {}
    public init(from reader: inout ByteReader) throws(BytesError) {}
    public func write(to writer: inout ByteWriter) {}
}
