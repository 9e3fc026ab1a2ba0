internal import ArgumentParser
internal import Bytes
internal import Checkpoints
internal import Editing
internal import MemoryTypes
internal import Wire

/// An edit as a file.
struct ExportEditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes an edit to a safetensors file, with its method, model and place in the log.",
        discussion: "`engram edit import` takes it into any pool of the same model, bit by bit.")

    @Argument(help: "The edit: 32 hexadecimal digits.") var edit: EditID
    @OptionGroup var target: EditTarget
    @Option(help: "The file to write.", completion: .file()) var out: String
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let (file, detail) = try await connection.with { conversation in
            let pool = try await target.pool(conversation)
            let detail = try await conversation.call(ShowEdit(name: pool, edit: edit))
            guard let entry = detail.entry else {
                throw Failure(.refused, "The edit is \(detail.summary.state): it has no artifact.")
            }
            let bytes = try await conversation.blob(entry.artifact, of: pool)
            return (try Self.file(bytes, entry), detail)
        }
        do throws(CheckpointsError) { try file.write(to: out) } catch {
            throw Failure(.io, "The edit was not written: \(error)")
        }
        let report = EditFileReport(file: out, edit: detail.summary.edit.description, content: file)
        try Surroundings.current.terminal.show(report, json: output.json)
    }

    private static func file(_ bytes: [UInt8], _ entry: EditEntry) throws(Failure) -> EditArtifactFile {
        do throws(BytesError) {
            return EditArtifactFile(
                artifact: try EditArtifact(decoding: bytes), position: entry.position, request: entry.request)
        } catch {
            throw Failure(.data, "The artifact cannot be read: \(error)")
        }
    }
}

/// A file of an edit.
struct EditFileReport: Report {
    let file: String
    let edit: String?
    let method, model, artifact: String
    let position: UInt64?

    init(file: String, edit: String?, content: EditArtifactFile) {
        (self.file, self.edit) = (file, edit)
        method = content.artifact.method
        model = content.artifact.model.description
        artifact = content.artifact.digest.description
        position = content.position?.value
    }

    func write(to terminal: Terminal) {
        var details = Details()
        details.add("file", file)
        details.add("edit", edit)
        details.add("method", method)
        details.add("model", model)
        details.add("artifact", artifact)
        details.add("position", position.map { "\($0)" })
        details.write(to: terminal)
    }
}
