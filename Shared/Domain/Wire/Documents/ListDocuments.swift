public import Bytes
public import MemoryTypes

/// Asks for documents in the order of arrival.
///
/// client -> ingest; kind 0x0105; scope read; answered by `DocumentPage`.
///
/// | field   | bytes | meaning |
/// |---------|-------|-------------------------------------------------|
/// | `pool`  | 1 + n | only of this pool |
/// | `state` | 1 + 1 | only in this state |
/// | `after` | 1 + 8 | only behind this job: `next` of the page before |
/// | `limit` | 4     | documents at most, 1 ... 1000 |
public struct ListDocuments: Request, Hashable {
    public static let kind = MessageKind.listDocuments
    public typealias Reply = DocumentPage

    public let pool: PoolName?
    public let state: DocumentState?
    public let after: JobID?
    public let limit: Int

    public init(pool: PoolName? = nil, state: DocumentState? = nil, after: JobID? = nil, limit: Int) {
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
