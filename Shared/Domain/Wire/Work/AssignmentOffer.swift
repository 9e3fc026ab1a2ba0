public import Bytes
internal import MemoryTypes

/// Work, or none.
///
/// store -> worker; kind 0x1015.
///
/// | field                    | bytes | meaning |
/// |--------------------------|-------|---------------------------------------------|
/// | `assignment`             | 1 + n | the work; absent if there was none in time |
/// | `retryAfterMilliseconds` | 4     | ask again after this long if there was none |
public struct AssignmentOffer: Message, Hashable {
    public static let kind = MessageKind.assignmentOffer

    public let assignment: Assignment?
    public let retryAfterMilliseconds: UInt32

    public init(assignment: Assignment? = nil, retryAfterMilliseconds: UInt32) {
        self.assignment = assignment
        self.retryAfterMilliseconds = retryAfterMilliseconds
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        assignment = try reader.readOptional()
        retryAfterMilliseconds = try reader.read()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(assignment)
        writer.write(retryAfterMilliseconds)
    }
}
