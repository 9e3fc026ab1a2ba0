public import Bytes
public import MemoryTypes

/// One turn of a chat.
///
/// | field     | bytes | meaning |
/// |-----------|-------|-------------------------------------------|
/// | `role`    | 1     | who speaks: 1 system, 2 user, 3 assistant |
/// | `content` | 4 + n | UTF-8 |
public struct ChatMessage: ByteCodable, Hashable, Sendable {
    public let role: ChatRole
    public let content: String

    public init(role: ChatRole, content: String) {
        self.role = role
        self.content = content
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        role = try ChatRole(from: &reader)
        content = try reader.readString(bytes: 0...Limits.promptBytesMax)
    }

    public func write(to writer: inout ByteWriter) {
        role.write(to: &writer)
        writer.write(content)
    }
}
