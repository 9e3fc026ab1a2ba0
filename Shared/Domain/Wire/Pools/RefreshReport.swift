public import Bytes
public import MemoryTypes

/// What a refresh does, or would do.
///
/// ingest -> client; kind 0x030a.
///
/// | field                   | bytes | meaning |
/// |-------------------------|-------|--------------------------------------------------------------------|
/// | `name`                  | 4 + n | the pool |
/// | `documents`             | 8     | documents absorbed again |
/// | `pieces`                | 8     | their pieces |
/// | `estimatedMilliseconds` | 8     | time that takes, as measured lately; 0 if that is not known |
/// | `survivalAfter`         | 8     | expected share left of the first of them when the last is absorbed |
/// | `done`                  | 1     | false if this is an estimate |
public struct RefreshReport: Message, Hashable {
    public static let kind = MessageKind.refreshReport

    public let name: PoolName
    public let documents: UInt64
    public let pieces: UInt64
    public let estimatedMilliseconds: UInt64
    public let survivalAfter: Double
    public let done: Bool

    public init(
        name: PoolName, documents: UInt64, pieces: UInt64, estimatedMilliseconds: UInt64, survivalAfter: Double,
        done: Bool
    ) {
        self.name = name
        self.documents = documents
        self.pieces = pieces
        self.estimatedMilliseconds = estimatedMilliseconds
        self.survivalAfter = survivalAfter
        self.done = done
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        name = try PoolName(from: &reader)
        documents = try reader.read()
        pieces = try reader.read()
        estimatedMilliseconds = try reader.read()
        survivalAfter = try reader.readDouble()
        done = try reader.readBool()
    }

    public func write(to writer: inout ByteWriter) {
        name.write(to: &writer)
        writer.write(documents)
        writer.write(pieces)
        writer.write(estimatedMilliseconds)
        writer.write(survivalAfter)
        writer.write(done)
    }
}
