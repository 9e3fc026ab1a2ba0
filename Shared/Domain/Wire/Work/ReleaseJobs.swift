public import Bytes
internal import MemoryTypes

/// Gives jobs back untouched; they are no failed attempts.
///
/// worker -> store; kind 0x101c; scope service; answered by `Acknowledged`.
///
/// | field     | bytes    | meaning |
/// |-----------|----------|-----------------------------------------------------|
/// | `worker`  | 8        | its number |
/// | `leases`  | 4 + 16 n | the leases given back |
/// | `leaving` | 1        | whether the worker is leaving: it is forgotten then |
public struct ReleaseJobs: Request, Hashable {
    public static let kind = MessageKind.releaseJobs
    public typealias Reply = Acknowledged

    public let worker: UInt64
    public let leases: [LeaseReference]
    public let leaving: Bool

    public init(worker: UInt64, leases: [LeaseReference], leaving: Bool) {
        self.worker = worker
        self.leases = leases
        self.leaving = leaving
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        worker = try reader.read()
        leases = try reader.readArray(count: 0...Limits.leasesMax, elementBytesMin: 16)
        leaving = try reader.readBool()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(worker)
        writer.write(leases)
        writer.write(leaving)
    }
}
