public import Bytes
public import MemoryTypes

/// What forgetting a document did, or would do.
///
/// ingest -> client; kind 0x010a.
///
/// | field                   | bytes | meaning |
/// |-------------------------|-------|----------------------------------------------------------------------------|
/// | `document`              | 16    | the document |
/// | `done`                  | 1     | false if this is an estimate |
/// | `forkVersion`           | 1 + 8 | the version before it; absent if retention dropped it: the pool is rebuilt |
/// | `pools`                 | 4 + n | the pools that held it, forks included |
/// | `replayedDocuments`     | 8     | documents absorbed again |
/// | `estimatedMilliseconds` | 8     | time that takes, as measured lately; 0 if that is not known |
/// | `retractedFacts`        | 8     | triples read from it that were retracted |
/// | `erasedBlobs`           | 8     | blobs erased |
/// | `erasedBytes`           | 8     | their bytes |
/// | `remaining`             | 4 + n | what still holds it, a sentence each, such as backups |
public struct ForgetReport: Message, Hashable {
    public static let kind = MessageKind.forgetReport

    public let document: DocumentID
    public let done: Bool
    public let forkVersion: PoolVersion?
    public let pools: [PoolName]
    public let replayedDocuments: UInt64
    public let estimatedMilliseconds: UInt64
    public let retractedFacts: UInt64
    public let erasedBlobs: UInt64
    public let erasedBytes: UInt64
    public let remaining: [String]

    public init(
        document: DocumentID, done: Bool, forkVersion: PoolVersion? = nil, pools: [PoolName],
        replayedDocuments: UInt64, estimatedMilliseconds: UInt64, retractedFacts: UInt64, erasedBlobs: UInt64,
        erasedBytes: UInt64, remaining: [String]
    ) {
        self.document = document
        self.done = done
        self.forkVersion = forkVersion
        self.pools = pools
        self.replayedDocuments = replayedDocuments
        self.estimatedMilliseconds = estimatedMilliseconds
        self.retractedFacts = retractedFacts
        self.erasedBlobs = erasedBlobs
        self.erasedBytes = erasedBytes
        self.remaining = remaining
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        document = try DocumentID(from: &reader)
        done = try reader.readBool()
        forkVersion = try reader.readOptional()
        pools = try reader.readArray(count: 0...Limits.pageMax, elementBytesMin: 5)
        replayedDocuments = try reader.read()
        estimatedMilliseconds = try reader.read()
        retractedFacts = try reader.read()
        erasedBlobs = try reader.read()
        erasedBytes = try reader.read()
        remaining = try reader.readStrings(count: 0...64, bytes: 1...Limits.sentenceBytesMax)
    }

    public func write(to writer: inout ByteWriter) {
        document.write(to: &writer)
        writer.write(done)
        writer.write(forkVersion)
        writer.write(pools)
        writer.write(replayedDocuments)
        writer.write(estimatedMilliseconds)
        writer.write(retractedFacts)
        writer.write(erasedBlobs)
        writer.write(erasedBytes)
        writer.write(remaining)
    }
}
