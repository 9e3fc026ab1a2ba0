public import Bytes
public import MemoryTypes

/// A worker as MemoryStore knows it.
///
/// | field       | bytes | meaning |
/// |-------------|-------|---------------------------------------------------|
/// | `worker`    | 8     | its number |
/// | `kind`      | 1     | 1 update, 2 generate |
/// | `name`      | 4 + n | its name |
/// | `endpoint`  | 4 + n | where it can be asked; empty for an update worker |
/// | `model`     | 32    | its model |
/// | `modelName` | 4 + n | its model's name |
/// | `build`     | 4 + n | its build |
/// | `running`   | 4     | jobs or queries that run |
/// | `waiting`   | 4     | queries that wait |
/// | `lastSeen`  | 8     | when it was last heard |
public struct WorkerDescription: ByteCodable, Hashable, Sendable {
    public let worker: UInt64
    public let kind: WorkerKind
    public let name: String
    public let endpoint: String
    public let model: ModelDigest
    public let modelName: String
    public let build: String
    public let running: UInt32
    public let waiting: UInt32
    public let lastSeen: Timestamp

    public init(
        worker: UInt64, kind: WorkerKind, name: String, endpoint: String, model: ModelDigest, modelName: String,
        build: String, running: UInt32, waiting: UInt32, lastSeen: Timestamp
    ) {
        self.worker = worker
        self.kind = kind
        self.name = name
        self.endpoint = endpoint
        self.model = model
        self.modelName = modelName
        self.build = build
        self.running = running
        self.waiting = waiting
        self.lastSeen = lastSeen
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        worker = try reader.read()
        kind = try WorkerKind(from: &reader)
        name = try reader.readString(bytes: 0...Limits.labelBytesMax)
        endpoint = try reader.readString(bytes: 0...Limits.endpointBytesMax)
        model = try ModelDigest(from: &reader)
        modelName = try reader.readString(bytes: 0...Limits.labelBytesMax)
        build = try reader.readString(bytes: 0...Limits.labelBytesMax)
        running = try reader.read()
        waiting = try reader.read()
        lastSeen = try Timestamp(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(worker)
        kind.write(to: &writer)
        writer.write(name)
        writer.write(endpoint)
        model.write(to: &writer)
        writer.write(modelName)
        writer.write(build)
        writer.write(running)
        writer.write(waiting)
        lastSeen.write(to: &writer)
    }
}
