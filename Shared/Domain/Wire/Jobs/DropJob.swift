public import Bytes
public import MemoryTypes

/// Removes a dead letter.
///
/// client -> ingest; kind 0x0607; scope admin; answered by `Acknowledged`.
///
/// | field | bytes | meaning |
/// |-------|-------|---------|
/// | `job` | 8     | the job |
public struct DropJob: Request, Hashable {
    public static let kind = MessageKind.dropJob
    public typealias Reply = Acknowledged

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
