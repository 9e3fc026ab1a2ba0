public import Bytes
public import MemoryTypes

/// What is needed to compute one absorption again.
///
/// | field         | bytes  | meaning |
/// |---------------|--------|--------------------------------------------------------------------|
/// | `position`    | 8      | its record |
/// | `version`     | 8      | the version it made |
/// | `shard`       | 4      | its shard |
/// | `baseVersion` | 8      | the shard's version it was computed from |
/// | `chainIndex`  | 8      | absorptions of the chain before it |
/// | `document`    | 16     | the document |
/// | `job`         | 8      | the job |
/// | `piece`       | 4      | the piece |
/// | `cut`         | n      | how the document was cut |
/// | `delta`       | 32     | what it added, f32 [L, m, d] |
/// | `rows`        | 4      | m |
/// | `tail`        | 1 + 32 | the rows it read, f32 [L, K, d]; absent for an uninitialised shard |
/// | `forgotten`   | 4 + n  | the slots it drew |
public struct Absorption: ByteCodable, Hashable, Sendable {
    public let position: LogPosition
    public let version: PoolVersion
    public let shard: UInt32
    public let baseVersion: PoolVersion
    public let chainIndex: UInt64
    public let document: DocumentID
    public let job: JobID
    public let piece: UInt32
    public let cut: DocumentCut
    public let delta: BlobDigest
    public let rows: UInt32
    public let tail: BlobDigest?
    public let forgotten: ForgottenSlots

    public init(
        position: LogPosition, version: PoolVersion, shard: UInt32, baseVersion: PoolVersion, chainIndex: UInt64,
        document: DocumentID, job: JobID, piece: UInt32, cut: DocumentCut, delta: BlobDigest, rows: UInt32,
        tail: BlobDigest? = nil, forgotten: ForgottenSlots
    ) {
        self.position = position
        self.version = version
        self.shard = shard
        self.baseVersion = baseVersion
        self.chainIndex = chainIndex
        self.document = document
        self.job = job
        self.piece = piece
        self.cut = cut
        self.delta = delta
        self.rows = rows
        self.tail = tail
        self.forgotten = forgotten
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        position = try LogPosition(from: &reader)
        version = try PoolVersion(from: &reader)
        shard = try reader.read()
        baseVersion = try PoolVersion(from: &reader)
        chainIndex = try reader.read()
        document = try DocumentID(from: &reader)
        job = try JobID(from: &reader)
        piece = try reader.read()
        cut = try DocumentCut(from: &reader)
        delta = try BlobDigest(from: &reader)
        rows = try reader.read()
        tail = try reader.readOptional()
        forgotten = try ForgottenSlots(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        position.write(to: &writer)
        version.write(to: &writer)
        writer.write(shard)
        baseVersion.write(to: &writer)
        writer.write(chainIndex)
        document.write(to: &writer)
        job.write(to: &writer)
        writer.write(piece)
        cut.write(to: &writer)
        delta.write(to: &writer)
        writer.write(rows)
        writer.write(tail)
        forgotten.write(to: &writer)
    }
}
