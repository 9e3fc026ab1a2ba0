public import Bytes

/// The answer no: a number that never changes, a sentence for people, and whether to try again.
///
/// | field                    | bytes   | meaning                                                        |
/// |--------------------------|---------|----------------------------------------------------------------|
/// | `number`                 | 2       | the refusal code                                               |
/// | `isRetryable`            | 1       | whether the same request may succeed later                     |
/// | `retryAfterMilliseconds` | 4       | do not try before; 0 if nothing is known                       |
/// | `sentence`               | 4 + n   | UTF-8, at most 1024 bytes                                      |
/// | `numbers`                | 4 + 8 n | at most 8 signed numbers that the sentence names, in its order |
public struct Refusal: Error, ByteCodable, Hashable, Sendable, CustomStringConvertible {
    public let number: UInt16
    public let isRetryable: Bool
    public let retryAfterMilliseconds: UInt32
    public let sentence: String
    public let numbers: [Int64]

    public static let numbersMax = 8

    /// - Parameter sentence: for people, without secrets; the code's own if absent; cut at 1024 bytes.
    public init(
        _ code: RefusalCode, _ sentence: String? = nil, retryAfter milliseconds: UInt32 = 0, numbers: [Int64] = []
    ) {
        number = code.rawValue
        isRetryable = code.isRetryable
        retryAfterMilliseconds = milliseconds
        self.sentence = (sentence ?? code.sentence).truncated(bytes: Limits.sentenceBytesMax)
        self.numbers = Array(numbers.prefix(Self.numbersMax))
    }

    /// The code, if this program knows the number.
    public var code: RefusalCode? { RefusalCode(rawValue: number) }

    public init(from reader: inout ByteReader) throws(BytesError) {
        number = try reader.read()
        isRetryable = try reader.readBool()
        retryAfterMilliseconds = try reader.read()
        sentence = try reader.readString(bytes: 0...Limits.sentenceBytesMax)
        numbers = try reader.readArray(count: 0...Self.numbersMax)
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(number)
        writer.write(isRetryable)
        writer.write(retryAfterMilliseconds)
        writer.write(sentence)
        writer.write(numbers)
    }

    public var description: String { "\(sentence) [\(number)]" }
}

extension String {
    /// The longest beginning that has at most `limit` bytes of UTF-8 and splits no character.
    public func truncated(bytes limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var end = utf8.index(startIndex, offsetBy: limit)
        while end > startIndex, Unicode.UTF8.isContinuation(utf8[end]) { end = utf8.index(before: end) }
        return String(self[..<end])
    }
}
