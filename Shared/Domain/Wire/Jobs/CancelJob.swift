public import Bytes
public import MemoryTypes

/// Cancels a job that is not done; pieces already absorbed stay.
///
/// client -> ingest; kind 0x0605; scope write; answered by `JobDescription`.
///
/// | field | bytes | meaning |
/// |-------|-------|---------|
/// | `job` | 8     | the job |
public struct CancelJob: Request, Hashable {
    public static let kind = MessageKind.cancelJob
    public typealias Reply = JobDescription

    public let job: JobID

    public init(job: JobID) {
        self.job = job
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        job = try JobID(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        job.write(to: &writer)
    }
}
