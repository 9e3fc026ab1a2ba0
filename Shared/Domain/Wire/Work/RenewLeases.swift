public import Bytes
internal import MemoryTypes

/// Keeps leases.
///
/// worker -> store; kind 0x101a; scope service; answered by `LeasesRenewed`.
///
/// | field    | bytes    | meaning |
/// |----------|----------|-------------------|
/// | `worker` | 8        | its number |
/// | `leases` | 4 + 16 n | the leases it has |
public struct RenewLeases: Request, Hashable {
    public static let kind = MessageKind.renewLeases
    public typealias Reply = LeasesRenewed

    public let worker: UInt64
    public let leases: [LeaseReference]

    public init(worker: UInt64, leases: [LeaseReference]) {
        self.worker = worker
        self.leases = leases
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        worker = try reader.read()
        leases = try reader.readArray(count: 0...Limits.leasesMax, elementBytesMin: 16)
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(worker)
        writer.write(leases)
    }
}
