internal import Bytes
public import Editing
public import MemoryTypes
internal import Tensors

/// An edit as a safetensors file: its numbers as tensors that other programs can read, all else as metadata.
///
/// | metadata   | meaning                                                           |
/// |------------|-------------------------------------------------------------------|
/// | `format`   | `engram edit 1`                                                   |
/// | `method`   | the method that made it                                           |
/// | `model`    | the digest of the model it was made for                           |
/// | `artifact` | the digest of the artifact, by which a changed number is noticed  |
/// | `position` | where in its pool's log it stands; absent for one that never was  |
/// | `request`  | the digest of its request; absent where nobody knows it           |
/// | `case`     | which of the artifact's cases it is; the cases have further fields |
public struct EditArtifactFile: Sendable {
    static let format = "engram edit 1"

    public let artifact: EditArtifact
    public let position: LogPosition?
    public let request: BlobDigest?

    public init(artifact: EditArtifact, position: LogPosition? = nil, request: BlobDigest? = nil) {
        self.artifact = artifact
        self.position = position
        self.request = request
    }

    /// Writes the file wholly or not at all.
    public func write(to path: String) throws(CheckpointsError) {
        var content = EditFileContent()
        content.add(artifact.payload)
        content.fields["format"] = Self.format
        content.fields["method"] = artifact.method
        content.fields["model"] = artifact.model.description
        content.fields["artifact"] = artifact.digest.description
        content.fields["position"] = position.map(\.description)
        content.fields["request"] = request?.description
        var writer = try SafetensorsWriter(
            path: path, tensors: content.tensors.map(\.announcement), metadata: content.fields)
        for tensor in content.tensors { try writer.write(tensor.bytes) }
        try writer.finish()
    }

    /// - Throws: what is wrong with the file: another format, numbers of other sizes than belong together, numbers that
    ///   are not finite, or another content than its digest names.
    public init(path: String) throws(CheckpointsError) {
        let content = EditFileReader(file: try SafetensorsFile(path: path))
        guard content.file.metadata["format"] == Self.format else {
            throw .malformed(
                file: path, found: "format \(content.file.metadata["format"] ?? "none")", wanted: Self.format)
        }
        let method = try content.field("method")
        guard (1...64).contains(method.utf8.count) else {
            throw .field("method", file: path, found: "\(method.utf8.count) bytes", wanted: "1 ... 64")
        }
        artifact = EditArtifact(
            method: method, model: try content.digest("model"), payload: try content.payload())
        // What can be written and not read again is no artifact: the bytes have rules of their own.
        do { _ = try EditArtifact(decoding: artifact.encoded) } catch {
            throw .malformed(file: path, found: "an edit whose \(error)", wanted: "an edit that fits together")
        }
        let named: BlobDigest = try content.digest("artifact")
        guard artifact.digest == named else {
            throw .malformed(file: path, found: "an edit with digest \(artifact.digest)", wanted: "\(named)")
        }
        request = content.file.metadata["request"] == nil ? nil : try content.digest("request")
        position = try content.file.metadata["position"].map { (text) throws(CheckpointsError) in
            guard let number = UInt64(text) else {
                throw .field("position", file: path, found: text, wanted: "a whole number")
            }
            return LogPosition(number)
        }
    }
}
