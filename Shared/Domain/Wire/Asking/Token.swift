public import Bytes
internal import MemoryTypes

/// A piece of an answer: whole UTF-8 characters.
///
/// generation worker -> client; kind 0x0204.
///
/// | field      | bytes   | meaning |
/// |------------|---------|-------------------------------------------------|
/// | `sequence` | 4       | 0 for the first, and one more each time |
/// | `text`     | 4 + n   | what the answer goes on with |
/// | `tokens`   | 4 + 4 n | the tokens that were drawn since the last piece |
public struct Token: Message, Hashable {
    public static let kind = MessageKind.token

    public let sequence: UInt32
    public let text: String
    public let tokens: [UInt32]

    public init(sequence: UInt32, text: String, tokens: [UInt32]) {
        self.sequence = sequence
        self.text = text
        self.tokens = tokens
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        sequence = try reader.read()
        text = try reader.readString(bytes: 0...Limits.promptBytesMax)
        tokens = try reader.readArray(count: 0...Limits.newTokensMax)
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(sequence)
        writer.write(text)
        writer.write(tokens)
    }
}
