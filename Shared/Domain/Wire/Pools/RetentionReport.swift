public import Bytes
public import MemoryTypes

/// What retention dropped, or would drop.
///
/// ingest -> client; kind 0x030c.
///
/// | field              | bytes | meaning |
/// |--------------------|-------|---------------------------------------------|
/// | `name`             | 4 + n | the pool |
/// | `oldestReplayable` | 8     | the oldest version that can still be folded |
/// | `checkpoints`      | 8     | checkpoints kept |
/// | `droppedBlobs`     | 8     | blobs dropped |
/// | `droppedBytes`     | 8     | their bytes |
/// | `done`             | 1     | false if this is an estimate |
public struct RetentionReport: Message, Hashable {
    public static let kind = MessageKind.retentionReport

    public let name: PoolName
    public let oldestReplayable: PoolVersion
    public let checkpoints: UInt64
    public let droppedBlobs: UInt64
    public let droppedBytes: UInt64
    public let done: Bool

    public init(
        name: PoolName, oldestReplayable: PoolVersion, checkpoints: UInt64, droppedBlobs: UInt64, droppedBytes: UInt64,
        done: Bool
    ) {
        self.name = name
        self.oldestReplayable = oldestReplayable
        self.checkpoints = checkpoints
        self.droppedBlobs = droppedBlobs
        self.droppedBytes = droppedBytes
        self.done = done
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        name = try PoolName(from: &reader)
        oldestReplayable = try PoolVersion(from: &reader)
        checkpoints = try reader.read()
        droppedBlobs = try reader.read()
        droppedBytes = try reader.read()
        done = try reader.readBool()
    }

    public func write(to writer: inout ByteWriter) {
        name.write(to: &writer)
        oldestReplayable.write(to: &writer)
        writer.write(checkpoints)
        writer.write(droppedBlobs)
        writer.write(droppedBytes)
        writer.write(done)
    }
}
