public import Bytes
public import MemoryTypes

/// The models that workers have registered.
///
/// ingest -> client; kind 0x0311.
///
/// | field    | bytes | meaning |
/// |----------|-------|------------|
/// | `models` | 4 + n | the models |
public struct ModelPage: Message, Hashable {
    public static let kind = MessageKind.modelPage

    public let models: [ModelDescriptor]

    public init(models: [ModelDescriptor]) {
        self.models = models
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        models = try reader.readArray(count: 0...Limits.pageMax, elementBytesMin: 97)
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(models)
    }
}
