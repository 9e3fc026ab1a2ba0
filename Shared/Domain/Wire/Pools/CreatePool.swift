public import Bytes
public import MemoryTypes

/// Creates a pool at version 0.
///
/// client -> ingest; kind 0x0301; scope admin; answered by `PoolDescription`.
///
/// | field    | bytes | meaning |
/// |----------|-------|--------------------------------------------------------------------------|
/// | `name`   | 4 + n | its name |
/// | `model`  | 4 + n | a model's name or digest in hexadecimal; empty for the only one there is |
/// | `shards` | 4     | independent chains, 1 ... 1024; must divide the model's pool |
/// | `seed`   | 1 + 8 | seeds its drops; drawn by the store if absent |
/// | `empty`  | 1     | starts uninitialised even if the model brings a pool |
public struct CreatePool: Request, Hashable {
    public static let kind = MessageKind.createPool
    public typealias Reply = PoolDescription

    public let name: PoolName
    public let model: String
    public let shards: Int
    public let seed: UInt64?
    public let empty: Bool

    public init(name: PoolName, model: String, shards: Int, seed: UInt64? = nil, empty: Bool) {
        self.name = name
        self.model = model
        self.shards = shards
        self.seed = seed
        self.empty = empty
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        name = try PoolName(from: &reader)
        model = try reader.readString(bytes: 0...Limits.labelBytesMax)
        shards = Int(try reader.read(Int32.self))
        seed = try reader.readOptional()
        empty = try reader.readBool()
    }

    public func write(to writer: inout ByteWriter) {
        name.write(to: &writer)
        writer.write(model)
        writer.write(Int32(clamping: shards))
        writer.write(seed)
        writer.write(empty)
    }

    public func validate() throws(Refusal) {
        guard (1...PoolShape.shardsMax).contains(shards) else {
            throw Refusal(.invalidLimit, "shards is \(shards); it must lie in 1 ... \(PoolShape.shardsMax).")
        }
    }
}
