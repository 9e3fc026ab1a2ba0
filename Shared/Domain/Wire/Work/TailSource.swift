public import Bytes
public import MemoryTypes

/// The newest K rows per layer of a shard, f32 little-endian [L, K, d].
///
/// | first byte | then    | meaning                                                                  |
/// |------------|---------|--------------------------------------------------------------------------|
/// | 0          |         | the shard is uninitialised: there are none                               |
/// | 1          | 4 + n   | the bytes                                                                |
/// | 2          |         | the delta this worker committed last for this pool and shard             |
/// | 3          | 32      | a blob to fetch                                                          |
public enum TailSource: ByteCodable, Hashable, Sendable {
    case none
    case inline([UInt8])
    case sameAsYourLastDelta
    case blob(BlobDigest)

    public init(from reader: inout ByteReader) throws(BytesError) {
        switch try reader.read(UInt8.self) {
        case 0: self = .none
        case 1: self = .inline(try reader.readBytes(count: 0...Limits.inlineBytesMax))
        case 2: self = .sameAsYourLastDelta
        case 3: self = .blob(try BlobDigest(from: &reader))
        case let found: throw .value(field: "TailSource", found: String(found))
        }
    }

    public func write(to writer: inout ByteWriter) {
        switch self {
        case .none: writer.write(UInt8(0))
        case .inline(let bytes):
            writer.write(UInt8(1))
            writer.write(bytes)
        case .sameAsYourLastDelta: writer.write(UInt8(2))
        case .blob(let digest):
            writer.write(UInt8(3))
            digest.write(to: &writer)
        }
    }
}
