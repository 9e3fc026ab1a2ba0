public import Bytes
public import MemoryTypes

/// Where a job stands.
///
/// ingest -> client; kind 0x0604.
///
/// | field                   | bytes | meaning |
/// |-------------------------|-------|--------------------------------------------------------------------------------|
/// | `job`                   | 8     | the job |
/// | `pool`                  | 4 + n | its pool |
/// | `document`              | 16    | its document |
/// | `shard`                 | 4     | its shard |
/// | `state`                 | 1     | 1 queued, 2 leased, 3 retrying, 4 parked, 5 alone, 6 done, 7 dead, 8 cancelled |
/// | `piece`                 | 4     | pieces absorbed |
/// | `pieces`                | 4     | pieces in all; 0 until cut |
/// | `attempts`              | 4     | times a worker had it |
/// | `errorCode`             | 2     | the last failure's refusal code; 0 if none |
/// | `error`                 | 4 + n | the last failure |
/// | `worker`                | 4 + n | who had it last |
/// | `created`               | 8     | when it was accepted |
/// | `notBefore`             | 1 + 8 | when it is tried next |
/// | `leaseEnds`             | 1 + 8 | until when its worker has it |
/// | `estimatedMilliseconds` | 1 + 8 | time left until it is done |
public struct JobDescription: Message, Hashable {
    public static let kind = MessageKind.jobDescription

    public let job: JobID
    public let pool: PoolName
    public let document: DocumentID
    public let shard: UInt32
    public let state: JobState
    public let piece: UInt32
    public let pieces: UInt32
    public let attempts: UInt32
    public let errorCode: UInt16
    public let error: String
    public let worker: String
    public let created: Timestamp
    public let notBefore: Timestamp?
    public let leaseEnds: Timestamp?
    public let estimatedMilliseconds: UInt64?

    public init(
        job: JobID, pool: PoolName, document: DocumentID, shard: UInt32, state: JobState, piece: UInt32,
        pieces: UInt32, attempts: UInt32, errorCode: UInt16, error: String, worker: String, created: Timestamp,
        notBefore: Timestamp? = nil, leaseEnds: Timestamp? = nil, estimatedMilliseconds: UInt64? = nil
    ) {
        self.job = job
        self.pool = pool
        self.document = document
        self.shard = shard
        self.state = state
        self.piece = piece
        self.pieces = pieces
        self.attempts = attempts
        self.errorCode = errorCode
        self.error = error
        self.worker = worker
        self.created = created
        self.notBefore = notBefore
        self.leaseEnds = leaseEnds
        self.estimatedMilliseconds = estimatedMilliseconds
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        job = try JobID(from: &reader)
        pool = try PoolName(from: &reader)
        document = try DocumentID(from: &reader)
        shard = try reader.read()
        state = try JobState(from: &reader)
        piece = try reader.read()
        pieces = try reader.read()
        attempts = try reader.read()
        errorCode = try reader.read()
        error = try reader.readString(bytes: 0...Limits.sentenceBytesMax)
        worker = try reader.readString(bytes: 0...Limits.labelBytesMax)
        created = try Timestamp(from: &reader)
        notBefore = try reader.readOptional()
        leaseEnds = try reader.readOptional()
        estimatedMilliseconds = try reader.readOptional()
    }

    public func write(to writer: inout ByteWriter) {
        job.write(to: &writer)
        pool.write(to: &writer)
        document.write(to: &writer)
        writer.write(shard)
        state.write(to: &writer)
        writer.write(piece)
        writer.write(pieces)
        writer.write(attempts)
        writer.write(errorCode)
        writer.write(error)
        writer.write(worker)
        created.write(to: &writer)
        writer.write(notBefore)
        writer.write(leaseEnds)
        writer.write(estimatedMilliseconds)
    }
}
