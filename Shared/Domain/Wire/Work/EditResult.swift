public import Bytes
public import MemoryTypes

/// An edit that was computed.
///
/// | field           | bytes  | meaning |
/// |-----------------|--------|---------|
/// | `edit`          | 16     | the edit |
/// | `editor`        | 32     | the method and its settings |
/// | `tokenizer`     | 32     | the tokenizer of the request |
/// | `prefixes`      | 1 + 32 | the bank of prefixes it used |
/// | `request`       | 4 + n  | the facts with their tokens, in their canonical form |
/// | `artifact`      | 32     | of the artifact's bytes |
/// | `artifactBytes` | 4 + n  | the artifact; empty if it was handed over by `PutBlob` |
/// | `shared`        | 1 + 32 | the change of the state that editors share |
public struct EditResult: ByteCodable, Hashable, Sendable {
    public let edit: EditID
    public let editor: BlobDigest
    public let tokenizer: BlobDigest
    public let prefixes: BlobDigest?
    public let request: [UInt8]
    public let artifact: BlobDigest
    public let artifactBytes: [UInt8]
    public let shared: BlobDigest?

    public init(
        edit: EditID, editor: BlobDigest, tokenizer: BlobDigest, prefixes: BlobDigest? = nil, request: [UInt8],
        artifact: BlobDigest, artifactBytes: [UInt8], shared: BlobDigest? = nil
    ) {
        self.edit = edit
        self.editor = editor
        self.tokenizer = tokenizer
        self.prefixes = prefixes
        self.request = request
        self.artifact = artifact
        self.artifactBytes = artifactBytes
        self.shared = shared
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        edit = try EditID(from: &reader)
        editor = try BlobDigest(from: &reader)
        tokenizer = try BlobDigest(from: &reader)
        prefixes = try reader.readOptional()
        request = try reader.readBytes(count: 0...Limits.inlineBytesMax)
        artifact = try BlobDigest(from: &reader)
        artifactBytes = try reader.readBytes(count: 0...Limits.inlineBytesMax)
        shared = try reader.readOptional()
    }

    public func write(to writer: inout ByteWriter) {
        edit.write(to: &writer)
        editor.write(to: &writer)
        tokenizer.write(to: &writer)
        writer.write(prefixes)
        writer.write(request)
        artifact.write(to: &writer)
        writer.write(artifactBytes)
        writer.write(shared)
    }
}
