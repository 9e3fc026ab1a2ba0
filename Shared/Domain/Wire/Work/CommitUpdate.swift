public import Bytes
public import MemoryTypes

/// Hands over a delta. The token, the shard's head and the piece's number guard it; the same piece a second time is
/// no second deed.
///
/// worker -> store; kind 0x1017; scope service; answered by `UpdateCommitted`.
///
/// | field                 | bytes | meaning |
/// |-----------------------|-------|-----------------------------------------------------------------------|
/// | `worker`              | 8     | its number |
/// | `job`                 | 8     | the job |
/// | `token`               | 8     | the lease's token |
/// | `piece`               | 4     | the piece |
/// | `cut`                 | 1 + n | how the document was cut, if the assignment had none |
/// | `baseVersion`         | 8     | as the assignment said |
/// | `rows`                | 4     | m, rows per layer |
/// | `digest`              | 32    | of the delta's bytes |
/// | `delta`               | 4 + n | f32 little-endian [L, m, d]; empty if it was handed over by `PutBlob` |
/// | `computeMicroseconds` | 8     | time the update took |
/// | `wantsNext`           | 1     | whether the reply shall bring the next assignment |
public struct CommitUpdate: Request, Hashable {
    public static let kind = MessageKind.commitUpdate
    public typealias Reply = UpdateCommitted

    public let worker: UInt64
    public let job: JobID
    public let token: FencingToken
    public let piece: UInt32
    public let cut: DocumentCut?
    public let baseVersion: PoolVersion
    public let rows: UInt32
    public let digest: BlobDigest
    public let delta: [UInt8]
    public let computeMicroseconds: UInt64
    public let wantsNext: Bool

    public init(
        worker: UInt64, job: JobID, token: FencingToken, piece: UInt32, cut: DocumentCut? = nil,
        baseVersion: PoolVersion, rows: UInt32, digest: BlobDigest, delta: [UInt8], computeMicroseconds: UInt64,
        wantsNext: Bool
    ) {
        self.worker = worker
        self.job = job
        self.token = token
        self.piece = piece
        self.cut = cut
        self.baseVersion = baseVersion
        self.rows = rows
        self.digest = digest
        self.delta = delta
        self.computeMicroseconds = computeMicroseconds
        self.wantsNext = wantsNext
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        worker = try reader.read()
        job = try JobID(from: &reader)
        token = try FencingToken(from: &reader)
        piece = try reader.read()
        cut = try reader.readOptional()
        baseVersion = try PoolVersion(from: &reader)
        rows = try reader.read()
        digest = try BlobDigest(from: &reader)
        delta = try reader.readBytes(count: 0...Limits.inlineBytesMax)
        computeMicroseconds = try reader.read()
        wantsNext = try reader.readBool()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(worker)
        job.write(to: &writer)
        token.write(to: &writer)
        writer.write(piece)
        writer.write(cut)
        baseVersion.write(to: &writer)
        writer.write(rows)
        digest.write(to: &writer)
        writer.write(delta)
        writer.write(computeMicroseconds)
        writer.write(wantsNext)
    }
}
