public import Bytes
public import MemoryTypes

/// How the service is.
///
/// any service -> client; kind 0x0702.
///
/// | field                       | bytes   | meaning |
/// |-----------------------------|---------|----------------------------------------|
/// | `service`                   | 4 + n   | who answers |
/// | `build`                     | 4 + n   | its build |
/// | `started`                   | 8       | since when it runs |
/// | `ready`                     | 1       | whether it takes requests |
/// | `pools`                     | 8       | pools of the caller's tenant |
/// | `documents`                 | 8       | documents of the caller's tenant |
/// | `records`                   | 8       | log records of the caller's tenant |
/// | `jobs`                      | 4 + 9 n | jobs by state |
/// | `deadLetters`               | 8       | jobs that wait for a person |
/// | `oldestPendingMilliseconds` | 8       | age of the oldest job that waits |
/// | `absorbedPerMinute`         | 8       | pieces absorbed in the last minute |
/// | `workers`                   | 4 + n   | the workers; only with the scope admin |
public struct ServiceStatus: Message, Hashable {
    public static let kind = MessageKind.serviceStatus

    public let service: String
    public let build: String
    public let started: Timestamp
    public let ready: Bool
    public let pools: UInt64
    public let documents: UInt64
    public let records: UInt64
    public let jobs: [StateCount]
    public let deadLetters: UInt64
    public let oldestPendingMilliseconds: UInt64
    public let absorbedPerMinute: Double
    public let workers: [WorkerDescription]

    public init(
        service: String, build: String, started: Timestamp, ready: Bool, pools: UInt64, documents: UInt64,
        records: UInt64, jobs: [StateCount], deadLetters: UInt64, oldestPendingMilliseconds: UInt64,
        absorbedPerMinute: Double, workers: [WorkerDescription]
    ) {
        self.service = service
        self.build = build
        self.started = started
        self.ready = ready
        self.pools = pools
        self.documents = documents
        self.records = records
        self.jobs = jobs
        self.deadLetters = deadLetters
        self.oldestPendingMilliseconds = oldestPendingMilliseconds
        self.absorbedPerMinute = absorbedPerMinute
        self.workers = workers
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        service = try reader.readString(bytes: 1...Limits.labelBytesMax)
        build = try reader.readString(bytes: 0...Limits.labelBytesMax)
        started = try Timestamp(from: &reader)
        ready = try reader.readBool()
        pools = try reader.read()
        documents = try reader.read()
        records = try reader.read()
        jobs = try reader.readArray(count: 0...16, elementBytesMin: 9)
        deadLetters = try reader.read()
        oldestPendingMilliseconds = try reader.read()
        absorbedPerMinute = try reader.readDouble()
        workers = try reader.readArray(count: 0...Limits.pageMax, elementBytesMin: 73)
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(service)
        writer.write(build)
        started.write(to: &writer)
        writer.write(ready)
        writer.write(pools)
        writer.write(documents)
        writer.write(records)
        writer.write(jobs)
        writer.write(deadLetters)
        writer.write(oldestPendingMilliseconds)
        writer.write(absorbedPerMinute)
        writer.write(workers)
    }
}
