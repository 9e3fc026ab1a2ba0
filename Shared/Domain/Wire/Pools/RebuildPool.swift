public import Bytes
public import MemoryTypes

/// Creates a pool for another model and absorbs the kept documents of a pool in their order; the old pool serves
/// meanwhile. When all is absorbed the two exchange names. The same again while it is under way joins it.
///
/// client -> ingest; kind 0x0308; scope admin; answered by `PoolDescription`.
///
/// | field    | bytes | meaning |
/// |----------|-------|--------------------------------------------------|
/// | `source` | 4 + n | the pool whose documents are absorbed again |
/// | `model`  | 4 + n | a model's name or digest; empty for the same one |
/// | `name`   | 4 + n | the name of the pool that is built, and of the old one after the exchange |
public struct RebuildPool: Request, Hashable {
    public static let kind = MessageKind.rebuildPool
    public typealias Reply = PoolDescription

    public let source: PoolName
    public let model: String
    public let name: PoolName

    public init(source: PoolName, model: String, name: PoolName) {
        self.source = source
        self.model = model
        self.name = name
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        source = try PoolName(from: &reader)
        model = try reader.readString(bytes: 0...Limits.labelBytesMax)
        name = try PoolName(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        source.write(to: &writer)
        writer.write(model)
        name.write(to: &writer)
    }
}
