public import Bytes

/// An edit that is in force: its place is that in its list.
///
/// | field      | bytes | meaning |
/// |------------|-------|---------|
/// | `edit`     | 16    | the edit |
/// | `position` | 8     | its record; of the pool it was made in, if that is another |
/// | `artifact` | 32    | what applies it |
public struct StackedEdit: ByteCodable, Hashable, Sendable {
    public let edit: EditID
    public let position: LogPosition
    public let artifact: BlobDigest

    public init(edit: EditID, position: LogPosition, artifact: BlobDigest) {
        self.edit = edit
        self.position = position
        self.artifact = artifact
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        edit = try EditID(from: &reader)
        position = try LogPosition(from: &reader)
        artifact = try BlobDigest(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        edit.write(to: &writer)
        position.write(to: &writer)
        artifact.write(to: &writer)
    }
}
