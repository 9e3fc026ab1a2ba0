public import Bytes
public import MemoryTypes

/// What an edit put into the log.
///
/// | field           | bytes  | meaning |
/// |-----------------|--------|---------|
/// | `position`      | 8      | its record |
/// | `version`       | 8      | the version it made |
/// | `editor`        | 32     | the method and its settings |
/// | `request`       | 32     | the facts with their tokens |
/// | `tokenizer`     | 32     | the tokenizer they were cut with |
/// | `prefixes`      | 1 + 32 | the bank of prefixes it used |
/// | `artifact`      | 32     | what applies it |
/// | `artifactBytes` | 8      | its size; 0 once it is erased |
/// | `supersedes`    | 8      | the record it replaced; 0 if none |
public struct EditEntry: ByteCodable, Hashable, Sendable {
    public let position: LogPosition
    public let version: PoolVersion
    public let editor: BlobDigest
    public let request: BlobDigest
    public let tokenizer: BlobDigest
    public let prefixes: BlobDigest?
    public let artifact: BlobDigest
    public let artifactBytes: UInt64
    public let supersedes: LogPosition

    public init(
        position: LogPosition, version: PoolVersion, editor: BlobDigest, request: BlobDigest, tokenizer: BlobDigest,
        prefixes: BlobDigest? = nil, artifact: BlobDigest, artifactBytes: UInt64, supersedes: LogPosition
    ) {
        self.position = position
        self.version = version
        self.editor = editor
        self.request = request
        self.tokenizer = tokenizer
        self.prefixes = prefixes
        self.artifact = artifact
        self.artifactBytes = artifactBytes
        self.supersedes = supersedes
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        position = try LogPosition(from: &reader)
        version = try PoolVersion(from: &reader)
        editor = try BlobDigest(from: &reader)
        request = try BlobDigest(from: &reader)
        tokenizer = try BlobDigest(from: &reader)
        prefixes = try reader.readOptional()
        artifact = try BlobDigest(from: &reader)
        artifactBytes = try reader.read()
        supersedes = try LogPosition(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        position.write(to: &writer)
        version.write(to: &writer)
        editor.write(to: &writer)
        request.write(to: &writer)
        tokenizer.write(to: &writer)
        writer.write(prefixes)
        artifact.write(to: &writer)
        writer.write(artifactBytes)
        supersedes.write(to: &writer)
    }
}
