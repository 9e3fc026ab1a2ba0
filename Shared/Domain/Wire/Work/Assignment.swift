public import Bytes
public import MemoryTypes

/// A piece of a document, and all that is needed to make its delta.
///
/// | field               | bytes | meaning |
/// |---------------------|-------|-------------------------------------------------------------------------|
/// | `job`               | 8     | the job |
/// | `token`             | 8     | goes back with the commit |
/// | `attempt`           | 4     | 1 the first time |
/// | `pool`              | 8     | the pool |
/// | `model`             | 32    | the model |
/// | `shape`             | 21    | the pool's sizes |
/// | `shard`             | 4     | the shard |
/// | `document`          | 16    | the document |
/// | `text`              | 4 + n | the whole document, UTF-8 |
/// | `cut`               | 1 + n | how it was cut; absent if the worker is to cut it |
/// | `piece`             | 4     | the piece to read |
/// | `baseVersion`       | 8     | the version the shard stands at |
/// | `tail`              | 1 + n | the newest K rows per layer |
/// | `leaseMilliseconds` | 4     | the lease is good for so long |
/// | `secondsMax`        | 4     | the job is taken back after so long, however often the lease is renewed |
public struct Assignment: ByteCodable, Hashable, Sendable {
    public let job: JobID
    public let token: FencingToken
    public let attempt: UInt32
    public let pool: PoolID
    public let model: ModelDigest
    public let shape: PoolShape
    public let shard: UInt32
    public let document: DocumentID
    public let text: String
    public let cut: DocumentCut?
    public let piece: UInt32
    public let baseVersion: PoolVersion
    public let tail: TailSource
    public let leaseMilliseconds: UInt32
    public let secondsMax: UInt32

    public init(
        job: JobID, token: FencingToken, attempt: UInt32, pool: PoolID, model: ModelDigest, shape: PoolShape,
        shard: UInt32, document: DocumentID, text: String, cut: DocumentCut? = nil, piece: UInt32,
        baseVersion: PoolVersion, tail: TailSource, leaseMilliseconds: UInt32, secondsMax: UInt32
    ) {
        self.job = job
        self.token = token
        self.attempt = attempt
        self.pool = pool
        self.model = model
        self.shape = shape
        self.shard = shard
        self.document = document
        self.text = text
        self.cut = cut
        self.piece = piece
        self.baseVersion = baseVersion
        self.tail = tail
        self.leaseMilliseconds = leaseMilliseconds
        self.secondsMax = secondsMax
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        job = try JobID(from: &reader)
        token = try FencingToken(from: &reader)
        attempt = try reader.read()
        pool = try PoolID(from: &reader)
        model = try ModelDigest(from: &reader)
        shape = try PoolShape(from: &reader)
        shard = try reader.read()
        document = try DocumentID(from: &reader)
        text = try reader.readString(bytes: 1...Limits.textBytesMax)
        cut = try reader.readOptional()
        piece = try reader.read()
        baseVersion = try PoolVersion(from: &reader)
        tail = try TailSource(from: &reader)
        leaseMilliseconds = try reader.read()
        secondsMax = try reader.read()
    }

    public func write(to writer: inout ByteWriter) {
        job.write(to: &writer)
        token.write(to: &writer)
        writer.write(attempt)
        pool.write(to: &writer)
        model.write(to: &writer)
        shape.write(to: &writer)
        writer.write(shard)
        document.write(to: &writer)
        writer.write(text)
        writer.write(cut)
        writer.write(piece)
        baseVersion.write(to: &writer)
        tail.write(to: &writer)
        writer.write(leaseMilliseconds)
        writer.write(secondsMax)
    }
}
