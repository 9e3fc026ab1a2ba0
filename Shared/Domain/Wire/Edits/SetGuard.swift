public import Bytes
public import MemoryTypes

/// Sets what a pool's further edits must keep to.
///
/// client -> ingest; kind 0x0a0a; scope admin; answered by `GuardShown`.
///
/// | field        | bytes | meaning |
/// |--------------|-------|---------|
/// | `name`       | 4 + n | the pool |
/// | `thresholds` | n     | the guard |
public struct SetGuard: Request, Hashable {
    public static let kind = MessageKind.setGuard
    public typealias Reply = GuardShown

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
