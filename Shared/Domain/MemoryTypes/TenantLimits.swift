public import Bytes

/// What one tenant may use; 0 stands for no limit.
///
/// | field               | bytes | meaning |
/// |---------------------|-------|------------------------------------|
/// | `pools`             | 4     | pools |
/// | `pendingDocuments`  | 4     | documents that wait to be absorbed |
/// | `documentBytes`     | 8     | bytes of texts kept |
/// | `concurrentQueries` | 4     | queries at one time on one worker |
public struct TenantLimits: ByteCodable, Hashable, Sendable {
    public let pools: UInt32
    public let pendingDocuments: UInt32
    public let documentBytes: UInt64
    public let concurrentQueries: UInt32

    public init(pools: UInt32, pendingDocuments: UInt32, documentBytes: UInt64, concurrentQueries: UInt32) {
        self.pools = pools
        self.pendingDocuments = pendingDocuments
        self.documentBytes = documentBytes
        self.concurrentQueries = concurrentQueries
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        pools = try reader.read()
        pendingDocuments = try reader.read()
        documentBytes = try reader.read()
        concurrentQueries = try reader.read()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(pools)
        writer.write(pendingDocuments)
        writer.write(documentBytes)
        writer.write(concurrentQueries)
    }
}
