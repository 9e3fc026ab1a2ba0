public import Bytes
public import MemoryTypes

/// How much of a blob is there.
///
/// store -> worker; kind 0x0906.
///
/// | field      | bytes | meaning |
/// |------------|-------|------------------------------------------------|
/// | `digest`   | 32    | the blob |
/// | `received` | 8     | bytes there, from the front |
/// | `complete` | 1     | whether the blob is whole and its digest right |
public struct BlobStored: Message, Hashable {
    public static let kind = MessageKind.blobStored

    public let digest: BlobDigest
    public let received: UInt64
    public let complete: Bool

    public init(digest: BlobDigest, received: UInt64, complete: Bool) {
        self.digest = digest
        self.received = received
        self.complete = complete
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        digest = try BlobDigest(from: &reader)
        received = try reader.read()
        complete = try reader.readBool()
    }

    public func write(to writer: inout ByteWriter) {
        digest.write(to: &writer)
        writer.write(received)
        writer.write(complete)
    }
}
