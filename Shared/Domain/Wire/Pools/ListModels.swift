public import Bytes

/// Asks for the models that pools can be made for.
///
/// client -> ingest; kind 0x0310; scope read; answered by `ModelPage`.
public struct ListModels: Request, Hashable {
    public static let kind = MessageKind.listModels
    public typealias Reply = ModelPage

    public init() {}
    public init(from reader: inout ByteReader) throws(BytesError) {}
    public func write(to writer: inout ByteWriter) {}
}
