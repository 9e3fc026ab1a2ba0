public import Bytes

/// Asks for work; the store answers when there is some, or shortly before the deadline that there is none.
///
/// worker -> store; kind 0x1014; scope service; answered by `AssignmentOffer`.
///
/// | field      | bytes | meaning |
/// |------------|-------|-----------------------------------------|
/// | `worker`   | 8     | its number |
/// | `capacity` | 4     | jobs it could take besides those it has |
public struct RequestAssignment: Request, Hashable {
    public static let kind = MessageKind.requestAssignment
    public typealias Reply = AssignmentOffer

    public let worker: UInt64
    public let capacity: UInt32

    public init(worker: UInt64, capacity: UInt32) {
        self.worker = worker
        self.capacity = capacity
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        worker = try reader.read()
        capacity = try reader.read()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(worker)
        writer.write(capacity)
    }
}
