public import Bytes
public import MemoryTypes

/// What the job made is a version of the pool, durable; or its measures are written down.
///
/// store -> worker; kind 0x1020.
///
/// | field       | bytes | meaning |
/// |-------------|-------|---------|
/// | `job`       | 8     | the job |
/// | `edit`      | 16    | the edit |
/// | `state`     | 1     | how far the edit has come: a guard may have taken it back |
/// | `version`   | 8     | the version it made last |
/// | `position`  | 8     | its record |
/// | `stateHash` | 32    | the state after it |
/// | `first`     | 1     | false if it had been committed before |
/// | `next`      | 1 + n | the next work, if there is some and it was wanted |
public struct EditCommitted: Message, Hashable {
    public static let kind = MessageKind.editCommitted

    public let job: JobID
    public let edit: EditID
    public let state: EditState
    public let version: PoolVersion
    public let position: LogPosition
    public let stateHash: StateHash
    public let first: Bool
    public let next: Work

    public init(
        job: JobID, edit: EditID, state: EditState, version: PoolVersion, position: LogPosition, stateHash: StateHash,
        first: Bool, next: Work
    ) {
        self.job = job
        self.edit = edit
        self.state = state
        self.version = version
        self.position = position
        self.stateHash = stateHash
        self.first = first
        self.next = next
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        job = try JobID(from: &reader)
        edit = try EditID(from: &reader)
        state = try EditState(from: &reader)
        version = try PoolVersion(from: &reader)
        position = try LogPosition(from: &reader)
        stateHash = try StateHash(from: &reader)
        first = try reader.readBool()
        next = try Work(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        job.write(to: &writer)
        edit.write(to: &writer)
        state.write(to: &writer)
        version.write(to: &writer)
        position.write(to: &writer)
        stateHash.write(to: &writer)
        writer.write(first)
        next.write(to: &writer)
    }
}
