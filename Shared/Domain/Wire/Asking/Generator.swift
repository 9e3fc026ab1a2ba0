public import Bytes
public import MemoryTypes

/// A generation worker that can be asked.
///
/// | field       | bytes | meaning |
/// |-------------|-------|-----------------------------------------------------|
/// | `endpoint`  | 4 + n | where to ask, such as `tcp://10.0.0.7:7421` |
/// | `serverKey` | 4 + n | its CURVE public key in Z85; empty without CURVE |
/// | `running`   | 4     | queries that run |
/// | `waiting`   | 4     | queries that wait |
/// | `model`     | 32    | its model |
/// | `modelName` | 4 + n | its model's name |
/// | `version`   | 1 + 8 | the version it holds of the pool that was asked for |
public struct Generator: ByteCodable, Hashable, Sendable {
    public let endpoint: String
    public let serverKey: String
    public let running: UInt32
    public let waiting: UInt32
    public let model: ModelDigest
    public let modelName: String
    public let version: PoolVersion?

    public init(
        endpoint: String, serverKey: String, running: UInt32, waiting: UInt32, model: ModelDigest, modelName: String,
        version: PoolVersion? = nil
    ) {
        self.endpoint = endpoint
        self.serverKey = serverKey
        self.running = running
        self.waiting = waiting
        self.model = model
        self.modelName = modelName
        self.version = version
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        endpoint = try reader.readString(bytes: 1...Limits.endpointBytesMax)
        serverKey = try reader.readString(bytes: 0...40)
        running = try reader.read()
        waiting = try reader.read()
        model = try ModelDigest(from: &reader)
        modelName = try reader.readString(bytes: 1...Limits.labelBytesMax)
        version = try reader.readOptional()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(endpoint)
        writer.write(serverKey)
        writer.write(running)
        writer.write(waiting)
        model.write(to: &writer)
        writer.write(modelName)
        writer.write(version)
    }
}
