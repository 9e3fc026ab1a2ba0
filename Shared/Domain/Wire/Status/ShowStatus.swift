public import Bytes

/// Asks how the service is.
///
/// client -> any service; kind 0x0701; scope read; answered by `ServiceStatus`.
public struct ShowStatus: Request, Hashable {
    public static let kind = MessageKind.showStatus
    public typealias Reply = ServiceStatus

    public init() {}
    public init(from reader: inout ByteReader) throws(BytesError) {}
    public func write(to writer: inout ByteWriter) {}
}
