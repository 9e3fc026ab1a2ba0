public import Bytes

/// The model was edited.
///
/// | field        | bytes  | meaning                                              |
/// |--------------|--------|------------------------------------------------------|
/// | `version`    | 8      | the version this makes                               |
/// | `edit`       | 16     | the edit                                             |
/// | `editor`     | 32     | the method, its version and its settings             |
/// | `tokenizer`  | 32     | the tokenizer of the request                         |
/// | `prefixes`   | 1 + 32 | the bank of prefixes it used                         |
/// | `request`    | 32     | the request with its token ids                       |
/// | `onEdited`   | 1      | computed on the edited model; else on the base model |
/// | `seed`       | 8      | seeds all it draws                                   |
/// | `artifact`   | 32     | what applies the edit                                |
/// | `shared`     | 1 + 32 | the change of the state that editors share           |
/// | `supersedes` | 8      | the record it replaces in the stack; 0 if none       |
/// | `state`      | 32     | the state after it                                   |
public struct EditEvent: ByteCodable, Hashable, Sendable {
    public let version: PoolVersion
    public let edit: EditID
    public let editor: BlobDigest
    public let tokenizer: BlobDigest
    public let prefixes: BlobDigest?
    public let request: BlobDigest
    public let onEdited: Bool
    public let seed: UInt64
    public let artifact: BlobDigest
    public let shared: BlobDigest?
    public let supersedes: LogPosition
    public let state: StateHash

    public init(
        version: PoolVersion, edit: EditID, editor: BlobDigest, tokenizer: BlobDigest, prefixes: BlobDigest? = nil,
        request: BlobDigest, onEdited: Bool, seed: UInt64, artifact: BlobDigest, shared: BlobDigest? = nil,
        supersedes: LogPosition, state: StateHash
    ) {
        self.version = version
        self.edit = edit
        self.editor = editor
        self.tokenizer = tokenizer
        self.prefixes = prefixes
        self.request = request
        self.onEdited = onEdited
        self.seed = seed
        self.artifact = artifact
        self.shared = shared
        self.supersedes = supersedes
        self.state = state
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        version = try PoolVersion(from: &reader)
        edit = try EditID(from: &reader)
        editor = try BlobDigest(from: &reader)
        tokenizer = try BlobDigest(from: &reader)
        prefixes = try reader.readOptional()
        request = try BlobDigest(from: &reader)
        onEdited = try reader.readBool()
        seed = try reader.read()
        artifact = try BlobDigest(from: &reader)
        shared = try reader.readOptional()
        supersedes = try LogPosition(from: &reader)
        state = try StateHash(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        version.write(to: &writer)
        edit.write(to: &writer)
        editor.write(to: &writer)
        tokenizer.write(to: &writer)
        writer.write(prefixes)
        request.write(to: &writer)
        writer.write(onEdited)
        writer.write(seed)
        artifact.write(to: &writer)
        writer.write(shared)
        supersedes.write(to: &writer)
        state.write(to: &writer)
    }
}

/// An edit was taken back.
///
/// | field     | bytes | meaning                                                       |
/// |-----------|-------|---------------------------------------------------------------|
/// | `version` | 8     | the version this makes                                        |
/// | `edit`    | 16    | the edit                                                      |
/// | `record`  | 8     | the record that had put it in force                           |
/// | `replays` | 1     | later edits are computed again; else only this one is dropped |
/// | `state`   | 32    | the state after it                                            |
public struct EditReversion: ByteCodable, Hashable, Sendable {
    public let version: PoolVersion
    public let edit: EditID
    public let record: LogPosition
    public let replays: Bool
    public let state: StateHash

    public init(version: PoolVersion, edit: EditID, record: LogPosition, replays: Bool, state: StateHash) {
        self.version = version
        self.edit = edit
        self.record = record
        self.replays = replays
        self.state = state
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        version = try PoolVersion(from: &reader)
        edit = try EditID(from: &reader)
        record = try LogPosition(from: &reader)
        replays = try reader.readBool()
        state = try StateHash(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        version.write(to: &writer)
        edit.write(to: &writer)
        record.write(to: &writer)
        writer.write(replays)
        state.write(to: &writer)
    }
}
