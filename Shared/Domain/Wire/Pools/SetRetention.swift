public import Bytes
public import MemoryTypes

/// Drops deltas older than a kept checkpoint; records and digests stay.
///
/// client -> ingest; kind 0x030b; scope admin; answered by `RetentionReport`.
///
/// | field             | bytes | meaning |
/// |-------------------|-------|------------------------------------------------------|
/// | `name`            | 4 + n | the pool |
/// | `keepCheckpoints` | 4     | checkpoints to keep, 1 or more |
/// | `checkpointEvery` | 1 + 4 | versions from one checkpoint to the next from now on |
/// | `estimateOnly`    | 1     | says what would be dropped, and does nothing |
public struct SetRetention: Request, Hashable {
    public static let kind = MessageKind.setRetention
    public typealias Reply = RetentionReport

    public let name: PoolName
    public let keepCheckpoints: Int
    public let checkpointEvery: UInt32?
    public let estimateOnly: Bool

    public init(name: PoolName, keepCheckpoints: Int, checkpointEvery: UInt32? = nil, estimateOnly: Bool) {
        self.name = name
        self.keepCheckpoints = keepCheckpoints
        self.checkpointEvery = checkpointEvery
        self.estimateOnly = estimateOnly
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        name = try PoolName(from: &reader)
        keepCheckpoints = Int(try reader.read(Int32.self))
        checkpointEvery = try reader.readOptional()
        estimateOnly = try reader.readBool()
    }

    public func write(to writer: inout ByteWriter) {
        name.write(to: &writer)
        writer.write(Int32(clamping: keepCheckpoints))
        writer.write(checkpointEvery)
        writer.write(estimateOnly)
    }

    public func validate() throws(Refusal) {
        guard keepCheckpoints >= 1 else {
            throw Refusal(.invalidLimit, "keepCheckpoints is \(keepCheckpoints); at least one checkpoint is kept.")
        }
        guard checkpointEvery.map({ (1...UInt32(Int32.max)).contains($0) }) ?? true else {
            throw Refusal(.invalidLimit, "checkpointEvery is \(checkpointEvery ?? 0); allowed is 1 ... \(Int32.max).")
        }
    }
}
