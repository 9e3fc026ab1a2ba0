public import Bytes

/// Where the time of an answer went, in microseconds.
///
/// | field     | bytes | meaning |
/// |-----------|-------|--------------------------------|
/// | `queue`   | 8     | from arrival to the first step |
/// | `prefill` | 8     | reading the prompt |
/// | `decode`  | 8     | making tokens |
/// | `total`   | 8     | from arrival to the last token |
public struct AnswerTimings: ByteCodable, Hashable, Sendable {
    public let queue: UInt64
    public let prefill: UInt64
    public let decode: UInt64
    public let total: UInt64

    public init(queue: UInt64, prefill: UInt64, decode: UInt64, total: UInt64) {
        self.queue = queue
        self.prefill = prefill
        self.decode = decode
        self.total = total
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        queue = try reader.read()
        prefill = try reader.read()
        decode = try reader.read()
        total = try reader.read()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(queue)
        writer.write(prefill)
        writer.write(decode)
        writer.write(total)
    }
}
