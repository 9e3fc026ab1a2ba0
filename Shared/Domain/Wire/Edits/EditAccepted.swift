public import Bytes
public import MemoryTypes

/// The edit is durable, and will be computed.
///
/// ingest -> client; kind 0x0a02.
///
/// | field        | bytes | meaning |
/// |--------------|-------|---------|
/// | `edit`       | 16    | the edit |
/// | `job`        | 8     | the job that computes it |
/// | `state`      | 1     | how far it has come |
/// | `first`      | 1     | false if it had been submitted before: nothing was written |
/// | `queueDepth` | 4     | jobs before it |
public struct EditAccepted: Message, Hashable {
    public static let kind = MessageKind.editAccepted

    public let edit: EditID
    public let job: JobID
    public let state: EditState
    public let first: Bool
    public let queueDepth: UInt32

    public init(edit: EditID, job: JobID, state: EditState, first: Bool, queueDepth: UInt32) {
        self.edit = edit
        self.job = job
        self.state = state
        self.first = first
        self.queueDepth = queueDepth
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        edit = try EditID(from: &reader)
        job = try JobID(from: &reader)
        state = try EditState(from: &reader)
        first = try reader.readBool()
        queueDepth = try reader.read()
    }

    public func write(to writer: inout ByteWriter) {
        edit.write(to: &writer)
        job.write(to: &writer)
        state.write(to: &writer)
        writer.write(first)
        writer.write(queueDepth)
    }
}
