public import Bytes
public import MemoryTypes

/// Whether a replay gave the same states.
///
/// ingest -> client; kind 0x0408.
///
/// | field            | bytes  | meaning |
/// |------------------|--------|-------------------------------------------------|
/// | `first`          | 8      | the version it began at |
/// | `last`           | 8      | the version it ended at |
/// | `versions`       | 8      | versions folded |
/// | `microseconds`   | 8      | time that took |
/// | `holds`          | 1      | whether every state is as it was |
/// | `firstDifferent` | 1 + 8  | the first version that is not |
/// | `expected`       | 1 + 32 | its state as stored |
/// | `found`          | 1 + 32 | its state as folded |
/// | `stateHash`      | 32     | the last state as folded |
/// | `poolDigest`     | 1 + 32 | the folded pool's bytes, if `deep` |
/// | `reason`         | 4 + n  | what is wrong, or where the replay had to begin |
public struct ReplayVerdict: Message, Hashable {
    public static let kind = MessageKind.replayVerdict

    public let first: PoolVersion
    public let last: PoolVersion
    public let versions: UInt64
    public let microseconds: UInt64
    public let holds: Bool
    public let firstDifferent: PoolVersion?
    public let expected: StateHash?
    public let found: StateHash?
    public let stateHash: StateHash
    public let poolDigest: BlobDigest?
    public let reason: String

    public init(
        first: PoolVersion, last: PoolVersion, versions: UInt64, microseconds: UInt64, holds: Bool,
        firstDifferent: PoolVersion? = nil, expected: StateHash? = nil, found: StateHash? = nil, stateHash: StateHash,
        poolDigest: BlobDigest? = nil, reason: String
    ) {
        self.first = first
        self.last = last
        self.versions = versions
        self.microseconds = microseconds
        self.holds = holds
        self.firstDifferent = firstDifferent
        self.expected = expected
        self.found = found
        self.stateHash = stateHash
        self.poolDigest = poolDigest
        self.reason = reason
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        first = try PoolVersion(from: &reader)
        last = try PoolVersion(from: &reader)
        versions = try reader.read()
        microseconds = try reader.read()
        holds = try reader.readBool()
        firstDifferent = try reader.readOptional()
        expected = try reader.readOptional()
        found = try reader.readOptional()
        stateHash = try StateHash(from: &reader)
        poolDigest = try reader.readOptional()
        reason = try reader.readString(bytes: 0...Limits.sentenceBytesMax)
    }

    public func write(to writer: inout ByteWriter) {
        first.write(to: &writer)
        last.write(to: &writer)
        writer.write(versions)
        writer.write(microseconds)
        writer.write(holds)
        writer.write(firstDifferent)
        writer.write(expected)
        writer.write(found)
        stateHash.write(to: &writer)
        writer.write(poolDigest)
        writer.write(reason)
    }
}
