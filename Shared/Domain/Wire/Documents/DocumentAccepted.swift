public import Bytes
public import MemoryTypes

/// The document is durable: it will be absorbed once, whatever dies.
///
/// ingest -> client; kind 0x0102.
///
/// | field          | bytes | meaning |
/// |----------------|-------|-------------------------------------------------------------------|
/// | `document`     | 16    | the document |
/// | `job`          | 8     | the job that absorbs it |
/// | `pool`         | 8     | the pool |
/// | `shard`        | 4     | the shard that absorbs it |
/// | `first`        | 1     | false if the same document had been accepted before |
/// | `queueDepth`   | 8     | jobs before it in its shard |
/// | `shardTokens`  | 4     | n, memory tokens per layer of its shard |
/// | `updateTokens` | 4     | K; after t further updates of the shard (1 - K/n)^t of it is left |
public struct DocumentAccepted: Message, Hashable {
    public static let kind = MessageKind.documentAccepted

    public let document: DocumentID
    public let job: JobID
    public let pool: PoolID
    public let shard: UInt32
    public let first: Bool
    public let queueDepth: UInt64
    public let shardTokens: UInt32
    public let updateTokens: UInt32

    public init(
        document: DocumentID, job: JobID, pool: PoolID, shard: UInt32, first: Bool, queueDepth: UInt64,
        shardTokens: UInt32, updateTokens: UInt32
    ) {
        self.document = document
        self.job = job
        self.pool = pool
        self.shard = shard
        self.first = first
        self.queueDepth = queueDepth
        self.shardTokens = shardTokens
        self.updateTokens = updateTokens
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        document = try DocumentID(from: &reader)
        job = try JobID(from: &reader)
        pool = try PoolID(from: &reader)
        shard = try reader.read()
        first = try reader.readBool()
        queueDepth = try reader.read()
        shardTokens = try reader.read()
        updateTokens = try reader.read()
    }

    public func write(to writer: inout ByteWriter) {
        document.write(to: &writer)
        job.write(to: &writer)
        pool.write(to: &writer)
        writer.write(shard)
        writer.write(first)
        writer.write(queueDepth)
        writer.write(shardTokens)
        writer.write(updateTokens)
    }
}
