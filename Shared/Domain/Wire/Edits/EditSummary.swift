public import Bytes
public import MemoryTypes

/// An edit in a list.
///
/// | field      | bytes | meaning |
/// |------------|-------|---------|
/// | `edit`     | 16    | the edit |
/// | `number`   | 8     | its place in the order of arrival |
/// | `state`    | 1     | how far it has come |
/// | `method`   | 4 + n | the method |
/// | `items`    | 4     | facts in it |
/// | `prompt`   | 4 + n | of the first one; empty once it is erased |
/// | `subject`  | 4 + n | of the first one; may be empty |
/// | `target`   | 4 + n | of the first one |
/// | `position` | 1 + 8 | the record that is in force |
/// | `removed`  | 1 + 8 | the record that took it out |
/// | `actor`    | 4 + n | who submitted it |
/// | `received` | 8     | when |
public struct EditSummary: ByteCodable, Hashable, Sendable {
    public let edit: EditID
    public let number: UInt64
    public let state: EditState
    public let method: String
    public let items: UInt32
    public let prompt: String
    public let subject: String
    public let target: String
    public let position: LogPosition?
    public let removed: LogPosition?
    public let actor: String
    public let received: Timestamp

    public init(
        edit: EditID, number: UInt64, state: EditState, method: String, items: UInt32, prompt: String,
        subject: String, target: String, position: LogPosition? = nil, removed: LogPosition? = nil, actor: String,
        received: Timestamp
    ) {
        self.edit = edit
        self.number = number
        self.state = state
        self.method = method
        self.items = items
        self.prompt = prompt
        self.subject = subject
        self.target = target
        self.position = position
        self.removed = removed
        self.actor = actor
        self.received = received
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        edit = try EditID(from: &reader)
        number = try reader.read()
        state = try EditState(from: &reader)
        method = try reader.readString(bytes: 0...Limits.methodBytesMax)
        items = try reader.read()
        prompt = try reader.readString(bytes: 0...Limits.editTextBytesMax)
        subject = try reader.readString(bytes: 0...Limits.editTextBytesMax)
        target = try reader.readString(bytes: 0...Limits.editTextBytesMax)
        position = try reader.readOptional()
        removed = try reader.readOptional()
        actor = try reader.readString(bytes: 0...Limits.labelBytesMax)
        received = try Timestamp(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        edit.write(to: &writer)
        writer.write(number)
        state.write(to: &writer)
        writer.write(method)
        writer.write(items)
        writer.write(prompt)
        writer.write(subject)
        writer.write(target)
        writer.write(position)
        writer.write(removed)
        writer.write(actor)
        received.write(to: &writer)
    }
}
