public import Bytes
public import MemoryTypes

/// Tries a dead or parked job again, with its attempts counted from zero.
///
/// client -> ingest; kind 0x0606; scope admin; answered by `JobDescription`.
///
/// | field | bytes | meaning |
/// |-------|-------|---------|
/// | `job` | 8     | the job |
public struct RequeueJob: Request, Hashable {
    public static let kind = MessageKind.requeueJob
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
