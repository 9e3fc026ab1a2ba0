public import Bytes
public import MemoryTypes

/// An edit to compute.
///
/// | field      | bytes  | meaning |
/// |------------|--------|---------|
/// | `edit`     | 16     | the edit |
/// | `position` | 8      | the record it replaces; 0 if it is a further one |
/// | `seed`     | 8      | seeds all it draws |
/// | `request`  | 1 + 32 | the facts with their tokens, if they were computed before |
/// | `draft`    | n      | what it shall do |
public struct EditStep: ByteCodable, Hashable, Sendable {
    public let edit: EditID
    public let position: LogPosition
    public let seed: UInt64
    public let request: BlobDigest?
    public let draft: EditDraft

    public init(edit: EditID, position: LogPosition, seed: UInt64, request: BlobDigest? = nil, draft: EditDraft) {
        self.edit = edit
        self.position = position
        self.seed = seed
        self.request = request
        self.draft = draft
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        edit = try EditID(from: &reader)
        position = try LogPosition(from: &reader)
        seed = try reader.read()
        request = try reader.readOptional()
        draft = try EditDraft(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        edit.write(to: &writer)
        position.write(to: &writer)
        writer.write(seed)
        writer.write(request)
        draft.write(to: &writer)
    }
}
