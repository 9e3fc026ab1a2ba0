public import Bytes

/// A piece of a document was absorbed.
///
/// | field        | bytes  | meaning                                         |
/// |--------------|--------|-------------------------------------------------|
/// | `version`    | 8      | the version this makes                          |
/// | `shard`      | 4      | the shard that read it                          |
/// | `base`       | 8      | the version its shard stood at                  |
/// | `chainIndex` | 8      | absorptions of the chain before it              |
/// | `document`   | 16     | the document                                    |
/// | `body`       | 32     | pool, text, metadata and source of the document |
/// | `job`        | 8      | the job                                         |
/// | `piece`      | 4      | the piece                                       |
/// | `cut`        | 32     | the cut of the document                         |
/// | `delta`      | 32     | what was added, f32 [L, m, d]                   |
/// | `rows`       | 4      | m                                               |
/// | `tail`       | 1 + 32 | the rows it read; absent on a first fill        |
/// | `forgotten`  | 32     | the slots that went                             |
/// | `state`      | 32     | the state after it                              |
public struct AbsorptionEvent: ByteCodable, Hashable, Sendable {
    public let version: PoolVersion
    public let shard: UInt32
    public let base: PoolVersion
    public let chainIndex: UInt64
    public let document: DocumentID
    public let body: BlobDigest
    public let job: JobID
    public let piece: UInt32
    public let cut: BlobDigest
    public let delta: BlobDigest
    public let rows: UInt32
    public let tail: BlobDigest?
    public let forgotten: BlobDigest
    public let state: StateHash

    public init(
        version: PoolVersion, shard: UInt32, base: PoolVersion, chainIndex: UInt64, document: DocumentID,
        body: BlobDigest, job: JobID, piece: UInt32, cut: BlobDigest, delta: BlobDigest, rows: UInt32,
        tail: BlobDigest? = nil, forgotten: BlobDigest, state: StateHash
    ) {
        self.version = version
        self.shard = shard
        self.base = base
        self.chainIndex = chainIndex
        self.document = document
        self.body = body
        self.job = job
        self.piece = piece
        self.cut = cut
        self.delta = delta
        self.rows = rows
        self.tail = tail
        self.forgotten = forgotten
        self.state = state
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        version = try PoolVersion(from: &reader)
        shard = try reader.read()
        base = try PoolVersion(from: &reader)
        chainIndex = try reader.read()
        document = try DocumentID(from: &reader)
        body = try BlobDigest(from: &reader)
        job = try JobID(from: &reader)
        piece = try reader.read()
        cut = try BlobDigest(from: &reader)
        delta = try BlobDigest(from: &reader)
        rows = try reader.read()
        tail = try reader.readOptional()
        forgotten = try BlobDigest(from: &reader)
        state = try StateHash(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        version.write(to: &writer)
        writer.write(shard)
        base.write(to: &writer)
        writer.write(chainIndex)
        document.write(to: &writer)
        body.write(to: &writer)
        job.write(to: &writer)
        writer.write(piece)
        cut.write(to: &writer)
        delta.write(to: &writer)
        writer.write(rows)
        writer.write(tail)
        forgotten.write(to: &writer)
        state.write(to: &writer)
    }
}
