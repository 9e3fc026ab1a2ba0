public import Bytes
public import MemoryTypes

/// Asks where a job stands.
///
/// client -> ingest; kind 0x0603; scope read; answered by `JobDescription`.
///
/// | field | bytes | meaning |
/// |-------|-------|---------|
/// | `job` | 8     | the job |
public struct ShowJob: Request, Hashable {
    public static let kind = MessageKind.showJob
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
