public import Bytes
internal import MemoryTypes

/// How far a long request has come: a part of its answer.
///
/// service -> client; kind 0x0004.
///
/// | field   | bytes | meaning |
/// |---------|-------|----------------------------|
/// | `done`  | 8     | steps behind us |
/// | `total` | 8     | steps in all; 0 if unknown |
/// | `text`  | 4 + n | what is being done |
public struct Progress: Message, Hashable {
    public static let kind = MessageKind.progress

    public let done: UInt64
    public let total: UInt64
    public let text: String

    public init(done: UInt64, total: UInt64, text: String) {
        self.done = done
        self.total = total
        self.text = text
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        done = try reader.read()
        total = try reader.read()
        text = try reader.readString(bytes: 0...Limits.sentenceBytesMax)
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(done)
        writer.write(total)
        writer.write(text)
    }
}
