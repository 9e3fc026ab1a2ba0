public import Bytes
public import MemoryTypes

/// Asks for jobs in the order of arrival; dead letters are those in the state dead.
///
/// client -> ingest; kind 0x0601; scope read; answered by `JobPage`.
///
/// | field   | bytes | meaning |
/// |---------|-------|-------------------------------------------------|
/// | `pool`  | 1 + n | only of this pool |
/// | `state` | 1 + 1 | only in this state |
/// | `after` | 1 + 8 | only behind this job: `next` of the page before |
/// | `limit` | 4     | jobs at most, 1 ... 1000 |
public struct ListJobs: Request, Hashable {
    public static let kind = MessageKind.listJobs
    public typealias Reply = JobPage

    public let pool: PoolName?
    public let state: JobState?
    public let after: JobID?
    public let limit: Int

    public init(pool: PoolName? = nil, state: JobState? = nil, after: JobID? = nil, limit: Int) {
        self.pool = pool
        self.state = state
        self.after = after
        self.limit = limit
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        pool = try reader.readOptional()
        state = try reader.readOptional()
        after = try reader.readOptional()
        limit = Int(try reader.read(Int32.self))
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(pool)
        writer.write(state)
        writer.write(after)
        writer.write(Int32(clamping: limit))
    }

    public func validate() throws(Refusal) { try Limits.checkPage(limit) }
}
