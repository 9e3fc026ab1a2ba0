public import Bytes

/// A pool began.
///
/// | field   | bytes  | meaning                                                       |
/// |---------|--------|---------------------------------------------------------------|
/// | `model` | 32     | the model it is for                                           |
/// | `shape` | 21     | its sizes                                                     |
/// | `seed`  | 8      | seeds its drops                                               |
/// | `base`  | 1 + 32 | the pool it starts as; absent if it starts empty or as a fork |
/// | `fork`  | 1 + 24 | where it was forked                                           |
/// | `state` | 32     | version 0                                                     |
public struct PoolCreation: ByteCodable, Hashable, Sendable {
    public let model: ModelDigest
    public let shape: PoolShape
    public let seed: UInt64
    public let base: BlobDigest?
    public let fork: ForkSource?
    public let state: StateHash

    public init(
        model: ModelDigest, shape: PoolShape, seed: UInt64, base: BlobDigest? = nil, fork: ForkSource? = nil,
        state: StateHash
    ) {
        self.model = model
        self.shape = shape
        self.seed = seed
        self.base = base
        self.fork = fork
        self.state = state
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        model = try ModelDigest(from: &reader)
        shape = try PoolShape(from: &reader)
        seed = try reader.read()
        base = try reader.readOptional()
        fork = try reader.readOptional()
        state = try StateHash(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        model.write(to: &writer)
        shape.write(to: &writer)
        writer.write(seed)
        writer.write(base)
        writer.write(fork)
        state.write(to: &writer)
    }
}

/// The pool, or some of its shards, read again as a pool did at a version.
///
/// | field     | bytes   | meaning                                    |
/// |-----------|---------|--------------------------------------------|
/// | `version` | 8       | the version this makes                     |
/// | `source`  | 24      | the pool and version it reads like         |
/// | `shards`  | 4 + 4 n | the shards set back; all if there are none |
/// | `state`   | 32      | the state after it                         |
public struct StateRestoration: ByteCodable, Hashable, Sendable {
    public let version: PoolVersion
    public let source: ForkSource
    public let shards: [UInt32]
    public let state: StateHash

    public init(version: PoolVersion, source: ForkSource, shards: [UInt32], state: StateHash) {
        self.version = version
        self.source = source
        self.shards = shards
        self.state = state
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        version = try PoolVersion(from: &reader)
        source = try ForkSource(from: &reader)
        shards = try reader.readArray(count: 0...PoolShape.shardsMax)
        state = try StateHash(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        version.write(to: &writer)
        source.write(to: &writer)
        writer.write(shards)
        state.write(to: &writer)
    }
}

/// Pools were merged into this one.
///
/// | field      | bytes    | meaning                      |
/// |------------|----------|------------------------------|
/// | `version`  | 8        | the version this makes       |
/// | `sources`  | 4 + 24 n | the pools and their versions |
/// | `artifact` | 32       | what the merge computed      |
/// | `state`    | 32       | the state after it           |
public struct PoolMerge: ByteCodable, Hashable, Sendable {
    public let version: PoolVersion
    public let sources: [ForkSource]
    public let artifact: BlobDigest
    public let state: StateHash

    public init(version: PoolVersion, sources: [ForkSource], artifact: BlobDigest, state: StateHash) {
        self.version = version
        self.sources = sources
        self.artifact = artifact
        self.state = state
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        version = try PoolVersion(from: &reader)
        sources = try reader.readArray(count: 0...PoolShape.shardsMax, elementBytesMin: 24)
        artifact = try BlobDigest(from: &reader)
        state = try StateHash(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        version.write(to: &writer)
        writer.writeArray(sources) { $0.write(to: &$1) }
        artifact.write(to: &writer)
        state.write(to: &writer)
    }
}

/// The folded pool was written down.
///
/// | field     | bytes | meaning                                        |
/// |-----------|-------|------------------------------------------------|
/// | `version` | 8     | the version that was folded                    |
/// | `content` | 32    | the pool, f32 [L, N, d], shards in index order |
/// | `state`   | 32    | the state at that version                      |
public struct CheckpointEvent: ByteCodable, Hashable, Sendable {
    public let version: PoolVersion
    public let content: BlobDigest
    public let state: StateHash

    public init(version: PoolVersion, content: BlobDigest, state: StateHash) {
        self.version = version
        self.content = content
        self.state = state
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        version = try PoolVersion(from: &reader)
        content = try BlobDigest(from: &reader)
        state = try StateHash(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        version.write(to: &writer)
        content.write(to: &writer)
        state.write(to: &writer)
    }
}

/// The pool exchanged names with another one: what was rebuilt took its place. Both logs say so.
///
/// | field   | bytes | meaning                                                            |
/// |---------|-------|--------------------------------------------------------------------|
/// | `other` | 16    | the pool it exchanged names with                                   |
/// | `name`  | 32    | SHA-256 of the name it has from here on                            |
/// | `built` | 1     | whether it is the pool that was built; false: the one built from   |
public struct NameExchange: ByteCodable, Hashable, Sendable {
    public let other: PoolUID
    public let name: BlobDigest
    public let built: Bool

    public init(other: PoolUID, name: PoolName, built: Bool) {
        self.other = other
        self.name = BlobDigest(of: Array(name.text.utf8))
        self.built = built
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        other = try PoolUID(from: &reader)
        name = try BlobDigest(from: &reader)
        built = try reader.readBool()
    }

    public func write(to writer: inout ByteWriter) {
        other.write(to: &writer)
        name.write(to: &writer)
        writer.write(built)
    }
}
