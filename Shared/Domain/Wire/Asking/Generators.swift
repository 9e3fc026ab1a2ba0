public import Bytes
internal import MemoryTypes

/// Where queries can be sent, least loaded first.
///
/// ingest -> client; kind 0x0202.
///
/// | field        | bytes | meaning |
/// |--------------|-------|-------------|
/// | `generators` | 4 + n | the workers |
public struct Generators: Message, Hashable {
    public static let kind = MessageKind.generators

    public let generators: [Generator]

    public init(generators: [Generator]) {
        self.generators = generators
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        generators = try reader.readArray(count: 0...Limits.pageMax, elementBytesMin: 55)
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(generators)
    }
}
