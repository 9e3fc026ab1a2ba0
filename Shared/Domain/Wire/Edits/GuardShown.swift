public import Bytes
public import MemoryTypes

/// What a pool's edits must keep to.
///
/// ingest -> client; kind 0x0a0c.
///
/// | field        | bytes | meaning |
/// |--------------|-------|---------|
/// | `name`       | 4 + n | the pool |
/// | `thresholds` | n     | the guard |
public struct GuardShown: Message, Hashable {
    public static let kind = MessageKind.guardShown

    public let name: PoolName
    public let thresholds: EditGuard

    public init(name: PoolName, thresholds: EditGuard) {
        self.name = name
        self.thresholds = thresholds
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        name = try PoolName(from: &reader)
        thresholds = try EditGuard(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        name.write(to: &writer)
        thresholds.write(to: &writer)
    }
}
