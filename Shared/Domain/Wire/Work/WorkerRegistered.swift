public import Bytes
internal import MemoryTypes

/// The worker's number and the times it must keep.
///
/// store -> worker; kind 0x1011.
///
/// | field                 | bytes | meaning |
/// |-----------------------|-------|----------------------------------------------------------------------------|
/// | `worker`              | 8     | its number until the store restarts or forgets it |
/// | `leaseMilliseconds`   | 4     | a lease not renewed for so long is lost |
/// | `renewalMilliseconds` | 4     | renew this often; heartbeats too |
/// | `needsBasePool`       | 1     | whether the store wants the model's pool by `PutBlob` before it gives work |
/// | `eventsEndpoint`      | 4 + n | where versions are published; empty if as configured |
public struct WorkerRegistered: Message, Hashable {
    public static let kind = MessageKind.workerRegistered

    public let worker: UInt64
    public let leaseMilliseconds: UInt32
    public let renewalMilliseconds: UInt32
    public let needsBasePool: Bool
    public let eventsEndpoint: String

    public init(
        worker: UInt64, leaseMilliseconds: UInt32, renewalMilliseconds: UInt32, needsBasePool: Bool,
        eventsEndpoint: String
    ) {
        self.worker = worker
        self.leaseMilliseconds = leaseMilliseconds
        self.renewalMilliseconds = renewalMilliseconds
        self.needsBasePool = needsBasePool
        self.eventsEndpoint = eventsEndpoint
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        worker = try reader.read()
        leaseMilliseconds = try reader.read()
        renewalMilliseconds = try reader.read()
        needsBasePool = try reader.readBool()
        eventsEndpoint = try reader.readString(bytes: 0...Limits.endpointBytesMax)
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(worker)
        writer.write(leaseMilliseconds)
        writer.write(renewalMilliseconds)
        writer.write(needsBasePool)
        writer.write(eventsEndpoint)
    }
}
