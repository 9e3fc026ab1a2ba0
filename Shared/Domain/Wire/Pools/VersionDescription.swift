public import Bytes
public import MemoryTypes

/// One version of a pool.
///
/// | field        | bytes  | meaning |
/// |--------------|--------|-----------------------------------------------------------------------------|
/// | `version`    | 8      | the version |
/// | `position`   | 8      | the record that made it |
/// | `recordKind` | 1      | the record's kind: 1 create, 2 absorb, 5 edit, 6 revert, 7 restore, 8 merge |
/// | `shard`      | 1 + 4  | the shard it changed |
/// | `document`   | 1 + 16 | the document it absorbed |
/// | `piece`      | 4      | the piece of that document |
/// | `delta`      | 1 + 32 | what was added |
/// | `stateHash`  | 32     | the state after it |
/// | `time`       | 8      | when it was committed |
/// | `replayable` | 1      | whether the deltas needed to fold it are kept |
public struct VersionDescription: ByteCodable, Hashable, Sendable {
    public let version: PoolVersion
    public let position: LogPosition
    public let recordKind: UInt8
    public let shard: UInt32?
    public let document: DocumentID?
    public let piece: UInt32
    public let delta: BlobDigest?
    public let stateHash: StateHash
    public let time: Timestamp
    public let replayable: Bool

    public init(
        version: PoolVersion, position: LogPosition, recordKind: UInt8, shard: UInt32? = nil,
        document: DocumentID? = nil, piece: UInt32, delta: BlobDigest? = nil, stateHash: StateHash, time: Timestamp,
        replayable: Bool
    ) {
        self.version = version
        self.position = position
        self.recordKind = recordKind
        self.shard = shard
        self.document = document
        self.piece = piece
        self.delta = delta
        self.stateHash = stateHash
        self.time = time
        self.replayable = replayable
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        version = try PoolVersion(from: &reader)
        position = try LogPosition(from: &reader)
        recordKind = try reader.read()
        shard = try reader.readOptional()
        document = try reader.readOptional()
        piece = try reader.read()
        delta = try reader.readOptional()
        stateHash = try StateHash(from: &reader)
        time = try Timestamp(from: &reader)
        replayable = try reader.readBool()
    }

    public func write(to writer: inout ByteWriter) {
        version.write(to: &writer)
        position.write(to: &writer)
        writer.write(recordKind)
        writer.write(shard)
        writer.write(document)
        writer.write(piece)
        writer.write(delta)
        stateHash.write(to: &writer)
        time.write(to: &writer)
        writer.write(replayable)
    }
}
