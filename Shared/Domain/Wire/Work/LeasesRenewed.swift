public import Bytes
public import MemoryTypes

/// Which leases are kept, and which are lost.
///
/// store -> worker; kind 0x101b.
///
/// | field               | bytes   | meaning |
/// |---------------------|---------|-------------------------------------------------|
/// | `lost`              | 4 + 8 n | stop working on these: their commits would fail |
/// | `leaseMilliseconds` | 4       | the others are good for so long |
public struct LeasesRenewed: Message, Hashable {
    public static let kind = MessageKind.leasesRenewed

    public let lost: [FencingToken]
    public let leaseMilliseconds: UInt32

    public init(lost: [FencingToken], leaseMilliseconds: UInt32) {
        self.lost = lost
        self.leaseMilliseconds = leaseMilliseconds
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        lost = try reader.readArray(count: 0...Limits.leasesMax, elementBytesMin: 8)
        leaseMilliseconds = try reader.read()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(lost)
        writer.write(leaseMilliseconds)
    }
}
