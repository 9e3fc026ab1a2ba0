public import Bytes
public import MemoryTypes

/// A pool has a further version. Topic: `version.` and the pool's number in decimal and `.`.
///
/// store -> subscribers; kind 0x2001.
///
/// | field        | bytes  | meaning |
/// |--------------|--------|------------------------------------------------------------------|
/// | `pool`       | 8      | the pool |
/// | `uid`        | 16     | the pool across databases |
/// | `version`    | 8      | the further version; who holds the one before it can follow |
/// | `position`   | 8      | its record |
/// | `recordKind` | 1      | the record's kind: 2 absorb, 5 edit, 6 revert, 7 restore, ... |
/// | `reload`     | 1      | whether the rest is not enough: read the manifest |
/// | `shard`      | 4      | the shard it changed |
/// | `delta`      | 1 + 32 | what was added, f32 [L, rows, d] |
/// | `rows`       | 4      | rows per layer |
/// | `document`   | 1 + 16 | the document it came from |
/// | `forgotten`  | 4 + n  | slots of the shard that went before the rows were put at the end |
/// | `stateHash`  | 32     | the state after it |
/// | `deltaBytes` | 4 + n  | the delta, if it is short; empty: fetch it |
/// | `stack`      | 1 + n  | the edits in force, in order, if they changed |
public struct VersionAdvanced: Message, Hashable {
    public static let kind = MessageKind.versionAdvanced

    public let pool: PoolID
    public let uid: PoolUID
    public let version: PoolVersion
    public let position: LogPosition
    public let recordKind: UInt8
    public let reload: Bool
    public let shard: UInt32
    public let delta: BlobDigest?
    public let rows: UInt32
    public let document: DocumentID?
    public let forgotten: ForgottenSlots
    public let stateHash: StateHash
    public let deltaBytes: [UInt8]
    public let stack: [StackedEdit]?

    public init(
        pool: PoolID, uid: PoolUID, version: PoolVersion, position: LogPosition, recordKind: UInt8, reload: Bool,
        shard: UInt32, delta: BlobDigest? = nil, rows: UInt32, document: DocumentID? = nil, forgotten: ForgottenSlots,
        stateHash: StateHash, deltaBytes: [UInt8], stack: [StackedEdit]? = nil
    ) {
        self.pool = pool
        self.uid = uid
        self.version = version
        self.position = position
        self.recordKind = recordKind
        self.reload = reload
        self.shard = shard
        self.delta = delta
        self.rows = rows
        self.document = document
        self.forgotten = forgotten
        self.stateHash = stateHash
        self.deltaBytes = deltaBytes
        self.stack = stack
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        pool = try PoolID(from: &reader)
        uid = try PoolUID(from: &reader)
        version = try PoolVersion(from: &reader)
        position = try LogPosition(from: &reader)
        recordKind = try reader.read()
        reload = try reader.readBool()
        shard = try reader.read()
        delta = try reader.readOptional()
        rows = try reader.read()
        document = try reader.readOptional()
        forgotten = try ForgottenSlots(from: &reader)
        stateHash = try StateHash(from: &reader)
        deltaBytes = try reader.readBytes(count: 0...Limits.eventBytesMax)
        stack = try reader.readOptional { reader throws(BytesError) in
            try reader.readArray(count: 0...Limits.stackMax, elementBytesMin: 56)
        }
    }

    public func write(to writer: inout ByteWriter) {
        pool.write(to: &writer)
        uid.write(to: &writer)
        version.write(to: &writer)
        position.write(to: &writer)
        writer.write(recordKind)
        writer.write(reload)
        writer.write(shard)
        writer.write(delta)
        writer.write(rows)
        writer.write(document)
        forgotten.write(to: &writer)
        stateHash.write(to: &writer)
        writer.write(deltaBytes)
        writer.writeOptional(stack) { $1.write($0) }
    }
}
