public import Bytes
public import MemoryTypes

/// What became of one push of a batch.
///
/// | first byte | then               |
/// |------------|--------------------|
/// | 1          | `DocumentAccepted` |
/// | 2          | `Refusal`          |
public enum AppendOutcome: ByteCodable, Hashable, Sendable {
    case accepted(DocumentAccepted)
    case refused(Refusal)

    public init(from reader: inout ByteReader) throws(BytesError) {
        switch try reader.read(UInt8.self) {
        case 1: self = .accepted(try DocumentAccepted(from: &reader))
        case 2: self = .refused(try Refusal(from: &reader))
        case let found: throw .value(field: "AppendOutcome", found: String(found))
        }
    }

    public func write(to writer: inout ByteWriter) {
        switch self {
        case .accepted(let accepted):
            writer.write(UInt8(1))
            accepted.write(to: &writer)
        case .refused(let refusal):
            writer.write(UInt8(2))
            refusal.write(to: &writer)
        }
    }
}
