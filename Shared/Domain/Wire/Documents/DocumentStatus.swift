public import Bytes
public import MemoryTypes

/// How far a document has come, and how much of it is left.
///
/// ingest -> client; kind 0x0104.
///
/// | field          | bytes | meaning |
/// |----------------|-------|-----------------------------------------------------------------------------------------|
/// | `document`     | 16    | the document |
/// | `pool`         | 4 + n | its pool |
/// | `job`          | 8     | its job |
/// | `shard`        | 4     | its shard |
/// | `state`        | 1     | 1 queued, 2 absorbing, 3 absorbed, 4 parked, 5 dead, 6 cancelled, 7 forgotten, 8 purged |
/// | `pieces`       | 4     | pieces it was cut into; 0 until a worker has cut it |
/// | `piecesDone`   | 4     | pieces absorbed |
/// | `firstVersion` | 1 + 8 | the version its first piece made |
/// | `lastVersion`  | 1 + 8 | the version its last piece made |
/// | `age`          | 8     | updates of its shard since its last piece |
/// | `survival`     | 8     | expected share of its slots that are left, 0 ... 1 |
/// | `pinned`       | 1     | whether `RefreshPool` counts it among the pinned |
/// | `textBytes`    | 4     | bytes of its text |
/// | `textDigest`   | 32    | its text |
/// | `received`     | 8     | when it was accepted |
/// | `absorbed`     | 1 + 8 | when its last piece was absorbed |
/// | `metadata`     | 4 + n | as it was pushed; empty in pages |
/// | `source`       | 4 + n | as it was pushed |
/// | `error`        | 4 + n | why it failed last |
public struct DocumentStatus: Message, Hashable {
    public static let kind = MessageKind.documentStatus

    public let document: DocumentID
    public let pool: PoolName
    public let job: JobID
    public let shard: UInt32
    public let state: DocumentState
    public let pieces: UInt32
    public let piecesDone: UInt32
    public let firstVersion: PoolVersion?
    public let lastVersion: PoolVersion?
    public let age: UInt64
    public let survival: Double
    public let pinned: Bool
    public let textBytes: UInt32
    public let textDigest: BlobDigest
    public let received: Timestamp
    public let absorbed: Timestamp?
    public let metadata: String
    public let source: String
    public let error: String

    public init(
        document: DocumentID, pool: PoolName, job: JobID, shard: UInt32, state: DocumentState, pieces: UInt32,
        piecesDone: UInt32, firstVersion: PoolVersion? = nil, lastVersion: PoolVersion? = nil, age: UInt64,
        survival: Double, pinned: Bool, textBytes: UInt32, textDigest: BlobDigest, received: Timestamp,
        absorbed: Timestamp? = nil, metadata: String, source: String, error: String
    ) {
        self.document = document
        self.pool = pool
        self.job = job
        self.shard = shard
        self.state = state
        self.pieces = pieces
        self.piecesDone = piecesDone
        self.firstVersion = firstVersion
        self.lastVersion = lastVersion
        self.age = age
        self.survival = survival
        self.pinned = pinned
        self.textBytes = textBytes
        self.textDigest = textDigest
        self.received = received
        self.absorbed = absorbed
        self.metadata = metadata
        self.source = source
        self.error = error
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        document = try DocumentID(from: &reader)
        pool = try PoolName(from: &reader)
        job = try JobID(from: &reader)
        shard = try reader.read()
        state = try DocumentState(from: &reader)
        pieces = try reader.read()
        piecesDone = try reader.read()
        firstVersion = try reader.readOptional()
        lastVersion = try reader.readOptional()
        age = try reader.read()
        survival = try reader.readDouble()
        pinned = try reader.readBool()
        textBytes = try reader.read()
        textDigest = try BlobDigest(from: &reader)
        received = try Timestamp(from: &reader)
        absorbed = try reader.readOptional()
        metadata = try reader.readString(bytes: 0...Limits.metadataBytesMax)
        source = try reader.readString(bytes: 0...Limits.sourceBytesMax)
        error = try reader.readString(bytes: 0...Limits.sentenceBytesMax)
    }

    public func write(to writer: inout ByteWriter) {
        document.write(to: &writer)
        pool.write(to: &writer)
        job.write(to: &writer)
        writer.write(shard)
        state.write(to: &writer)
        writer.write(pieces)
        writer.write(piecesDone)
        writer.write(firstVersion)
        writer.write(lastVersion)
        writer.write(age)
        writer.write(survival)
        writer.write(pinned)
        writer.write(textBytes)
        textDigest.write(to: &writer)
        received.write(to: &writer)
        writer.write(absorbed)
        writer.write(metadata)
        writer.write(source)
        writer.write(error)
    }
}
