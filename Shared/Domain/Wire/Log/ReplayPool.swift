public import Bytes
public import MemoryTypes

/// Asks that a pool be folded again from its stored deltas, and every state hash compared.
///
/// client -> ingest; kind 0x0407; scope read; answered by `Progress` parts and `ReplayVerdict`.
///
/// | field  | bytes | meaning |
/// |--------|-------|--------------------------------------------------------------------------------------|
/// | `name` | 4 + n | the pool |
/// | `from` | 1     | 1 creation, 2 newest checkpoint, 3 oldest checkpoint |
/// | `deep` | 1     | also checks every delta's digest and the folded pool's bytes against the checkpoints |
public struct ReplayPool: StreamingRequest, Hashable {
    public static let kind = MessageKind.replayPool
    public typealias Part = Progress
    public typealias Reply = ReplayVerdict

    public let name: PoolName
    public let from: ReplayStart
    public let deep: Bool

    public init(name: PoolName, from: ReplayStart, deep: Bool) {
        self.name = name
        self.from = from
        self.deep = deep
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        name = try PoolName(from: &reader)
        from = try ReplayStart(from: &reader)
        deep = try reader.readBool()
    }

    public func write(to writer: inout ByteWriter) {
        name.write(to: &writer)
        from.write(to: &writer)
        writer.write(deep)
    }
}
