public import Bytes
public import MemoryTypes

/// A lease.
///
/// | field   | bytes | meaning |
/// |---------|-------|-------------------|
/// | `job`   | 8     | the job |
/// | `token` | 8     | the lease's token |
public struct LeaseReference: ByteCodable, Hashable, Sendable {
    public let job: JobID
    public let token: FencingToken

    public init(job: JobID, token: FencingToken) {
        self.job = job
        self.token = token
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        job = try JobID(from: &reader)
        token = try FencingToken(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        job.write(to: &writer)
        token.write(to: &writer)
    }
}
