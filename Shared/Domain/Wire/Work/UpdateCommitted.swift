public import Bytes
public import MemoryTypes

/// The delta is a version of the pool, durable.
///
/// store -> worker; kind 0x1018.
///
/// | field       | bytes | meaning |
/// |-------------|-------|---------------------------------------------------|
/// | `job`       | 8     | the job |
/// | `piece`     | 4     | the piece |
/// | `version`   | 8     | the version it made |
/// | `position`  | 8     | its record |
/// | `stateHash` | 32    | the state after it |
/// | `first`     | 1     | false if the piece had been committed before |
/// | `jobDone`   | 1     | whether it was the last piece |
/// | `next`      | 1 + n | the next work, if there is some and it was wanted |
public struct UpdateCommitted: Message, Hashable {
    public static let kind = MessageKind.updateCommitted

    public let job: JobID
    public let piece: UInt32
    public let version: PoolVersion
    public let position: LogPosition
    public let stateHash: StateHash
    public let first: Bool
    public let jobDone: Bool
    public let next: Work

    public init(
        job: JobID, piece: UInt32, version: PoolVersion, position: LogPosition, stateHash: StateHash, first: Bool,
        jobDone: Bool, next: Work = .none
    ) {
        self.job = job
        self.piece = piece
        self.version = version
        self.position = position
        self.stateHash = stateHash
        self.first = first
        self.jobDone = jobDone
        self.next = next
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        job = try JobID(from: &reader)
        piece = try reader.read()
        version = try PoolVersion(from: &reader)
        position = try LogPosition(from: &reader)
        stateHash = try StateHash(from: &reader)
        first = try reader.readBool()
        jobDone = try reader.readBool()
        next = try Work(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        job.write(to: &writer)
        writer.write(piece)
        version.write(to: &writer)
        position.write(to: &writer)
        stateHash.write(to: &writer)
        writer.write(first)
        writer.write(jobDone)
        next.write(to: &writer)
    }
}
