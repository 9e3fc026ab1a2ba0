public import Bytes

/// Work, or none.
///
/// store -> worker; kind 0x1015.
///
/// | field                    | bytes | meaning |
/// |--------------------------|-------|---------------------------------------------|
/// | `work`                   | 1 + n | the work; none if there was none in time |
/// | `retryAfterMilliseconds` | 4     | ask again after this long if there was none |
public struct AssignmentOffer: Message, Hashable {
    public static let kind = MessageKind.assignmentOffer

    public let work: Work
    public let retryAfterMilliseconds: UInt32

    public init(work: Work = .none, retryAfterMilliseconds: UInt32) {
        self.work = work
        self.retryAfterMilliseconds = retryAfterMilliseconds
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        work = try Work(from: &reader)
        retryAfterMilliseconds = try reader.read()
    }

    public func write(to writer: inout ByteWriter) {
        work.write(to: &writer)
        writer.write(retryAfterMilliseconds)
    }
}
