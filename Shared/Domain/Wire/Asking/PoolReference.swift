public import Bytes
public import MemoryTypes

/// The pool a query reads, and how new it has to be.
///
/// | field            | bytes | meaning |
/// |------------------|-------|---------------------------------------------------------|
/// | `name`           | 4 + n | the pool |
/// | `version`        | 1 + 8 | this version exactly |
/// | `minimumVersion` | 1 + 8 | waits until the deadline for this version, then refuses |
public struct PoolReference: ByteCodable, Hashable, Sendable {
    public let name: PoolName
    public let version: PoolVersion?
    public let minimumVersion: PoolVersion?

    public init(name: PoolName, version: PoolVersion? = nil, minimumVersion: PoolVersion? = nil) {
        self.name = name
        self.version = version
        self.minimumVersion = minimumVersion
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        name = try PoolName(from: &reader)
        version = try reader.readOptional()
        minimumVersion = try reader.readOptional()
    }

    public func write(to writer: inout ByteWriter) {
        name.write(to: &writer)
        writer.write(version)
        writer.write(minimumVersion)
    }
}
