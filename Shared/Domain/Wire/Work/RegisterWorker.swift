public import Bytes
public import MemoryTypes

/// Says that a worker is there.
///
/// worker -> store; kind 0x1010; scope service; answered by `WorkerRegistered`.
///
/// | field       | bytes | meaning |
/// |-------------|-------|--------------------------------------------------|
/// | `kind`      | 1     | 1 update, 2 generate |
/// | `name`      | 4 + n | for people |
/// | `endpoint`  | 4 + n | where clients ask it; empty for an update worker |
/// | `serverKey` | 4 + n | its CURVE public key in Z85; empty without CURVE |
/// | `model`     | n     | its model |
/// | `build`     | 4 + n | its build |
public struct RegisterWorker: Request, Hashable {
    public static let kind = MessageKind.registerWorker
    public typealias Reply = WorkerRegistered

    public let kind: WorkerKind
    public let name: String
    public let endpoint: String
    public let serverKey: String
    public let model: ModelDescriptor
    public let build: String

    public init(
        kind: WorkerKind, name: String, endpoint: String, serverKey: String, model: ModelDescriptor, build: String
    ) {
        self.kind = kind
        self.name = name
        self.endpoint = endpoint
        self.serverKey = serverKey
        self.model = model
        self.build = build
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        kind = try WorkerKind(from: &reader)
        name = try reader.readString(bytes: 1...Limits.labelBytesMax)
        endpoint = try reader.readString(bytes: 0...Limits.endpointBytesMax)
        serverKey = try reader.readString(bytes: 0...40)
        model = try ModelDescriptor(from: &reader)
        build = try reader.readString(bytes: 0...Limits.labelBytesMax)
    }

    public func write(to writer: inout ByteWriter) {
        kind.write(to: &writer)
        writer.write(name)
        writer.write(endpoint)
        writer.write(serverKey)
        model.write(to: &writer)
        writer.write(build)
    }
}
