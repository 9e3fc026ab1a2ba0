public import Bytes
internal import MemoryTypes

/// Work for an update worker, or none.
///
/// | first byte | then             | meaning                 |
/// |------------|------------------|-------------------------|
/// | 0          |                  | there is none           |
/// | 1          | `Assignment`     | a piece of a document   |
/// | 2          | `EditAssignment` | edits                   |
public enum Work: ByteCodable, Hashable, Sendable {
    case none
    case piece(Assignment)
    case edit(EditAssignment)

    public init(from reader: inout ByteReader) throws(BytesError) {
        switch try reader.read(UInt8.self) {
        case 0: self = .none
        case 1: self = .piece(try Assignment(from: &reader))
        case 2: self = .edit(try EditAssignment(from: &reader))
        case let found: throw .value(field: "Work", found: String(found))
        }
    }

    public func write(to writer: inout ByteWriter) {
        switch self {
        case .none: writer.write(UInt8(0))
        case .piece(let assignment):
            writer.write(UInt8(1))
            assignment.write(to: &writer)
        case .edit(let assignment):
            writer.write(UInt8(2))
            assignment.write(to: &writer)
        }
    }

    /// A piece, or no work at all.
    public init(_ assignment: Assignment?) { self = assignment.map { .piece($0) } ?? .none }

    /// The piece to read, if this is one.
    public var assignment: Assignment? {
        if case .piece(let assignment) = self { assignment } else { nil }
    }
}
