public import Bytes

/// A moment: microseconds since 1970-01-01 00:00 UTC.
public struct Timestamp: ByteCodable, Hashable, Comparable, Sendable {
    public let microseconds: Int64

    public init(microseconds: Int64) { self.microseconds = microseconds }
    public init(from reader: inout ByteReader) throws(BytesError) { microseconds = try reader.read() }
    public func write(to writer: inout ByteWriter) { writer.write(microseconds) }
    public static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }
}
