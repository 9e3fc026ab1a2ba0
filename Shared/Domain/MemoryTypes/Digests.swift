public import Bytes

/// A SHA-256 digest that names one kind of thing. Two kinds never mix.
public protocol DigestValue: ByteCodable, Hashable, Sendable, CustomStringConvertible {
    /// 32 bytes.
    var bytes: [UInt8] { get }
    init(unchecked bytes: [UInt8])
}

extension DigestValue {
    public static var size: Int { 32 }

    /// The digest that `bytes` are, if there are 32 of them.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.size else { return nil }
        self.init(unchecked: bytes)
    }

    public init(of content: [UInt8]) { self.init(unchecked: sha256(content)) }

    public init(from reader: inout ByteReader) throws(BytesError) {
        self.init(unchecked: try reader.readBytes(exactly: Self.size))
    }

    public func write(to writer: inout ByteWriter) { writer.write(exactly: bytes) }

    public static var zero: Self { Self(unchecked: [UInt8](repeating: 0, count: size)) }

    public var description: String { bytes.hexadecimal }
}

/// Names the content of a blob: a delta, a checkpoint, an artifact, a text.
public struct BlobDigest: DigestValue {
    public let bytes: [UInt8]
    public init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}

/// Names a model: its weights, their format in memory, its tokenizer and its memory settings.
public struct ModelDigest: DigestValue {
    public let bytes: [UInt8]
    public init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}

/// Names the state of a pool at a version. See `StateHash.init(model:...)` in LatentMemory.
public struct StateHash: DigestValue {
    public let bytes: [UInt8]
    public init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}

/// A link of the log's chain: SHA-256(parent hash || record).
public struct RecordHash: DigestValue {
    public let bytes: [UInt8]
    public init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}
