public import Bytes
public import MemoryTypes

/// Jobs in the order of arrival.
///
/// ingest -> client; kind 0x0602.
///
/// | field  | bytes | meaning |
/// |--------|-------|------------------------------------------------|
/// | `jobs` | 4 + n | the jobs |
/// | `next` | 1 + 8 | where the next page begins; absent on the last |
public struct JobPage: Message, Hashable {
    public static let kind = MessageKind.jobPage

    public let jobs: [JobDescription]
    public let next: JobID?

    public init(jobs: [JobDescription], next: JobID? = nil) {
        self.jobs = jobs
        self.next = next
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        jobs = try reader.readArray(count: 0...Limits.pageMax, elementBytesMin: 67)
        next = try reader.readOptional()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(jobs)
        writer.write(next)
    }
}
