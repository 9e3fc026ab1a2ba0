internal import Bytes
public import Editing
internal import Files
public import MemoryTypes
internal import Tensors
internal import Transformer

/// Second moments of keys as a safetensors file: a matrix for each layer, and the model that they belong to.
public enum KeyStatisticsFile {
    static let format = "engram key statistics 1"

    /// - Parameters:
    ///   - statistics: of one model, each of its own site.
    ///   - text: the digest of the text they come from.
    public static func write(
        _ statistics: [KeyStatistics], text: BlobDigest, to path: String
    ) throws(CheckpointsError) {
        precondition(!statistics.isEmpty && Set(statistics.map(\.model)).count == 1, "statistics of several models")
        var fields = ["format": format, "model": "\(statistics[0].model)", "text": "\(text)"]
        for moment in statistics { fields["tokens.\(name(moment.site))"] = "\(moment.tokens)" }
        var writer = try SafetensorsWriter(
            path: path,
            tensors: statistics.map { .init(name($0.site), .float32, [$0.moment.rows, $0.moment.columns]) },
            metadata: fields)
        for moment in statistics { try writer.write(moment.moment.tensor.littleEndianBytes) }
        try writer.finish()
    }

    private static func name(_ site: EditSite) -> String { "layers.\(site.layer).\(site.projection.rawValue)" }

    /// The statistics of a file.
    ///
    /// - Parameter model: whose they have to be.
    /// - Throws: `field` with both digests if they are another model's; what else is wrong with the file.
    public static func read(
        _ path: String, model: ModelDigest
    ) throws(CheckpointsError) -> [EditSite: KeyStatistics] {
        let file = try SafetensorsFile(path: path)
        guard file.metadata["format"] == format else {
            throw .malformed(file: path, found: "format \(file.metadata["format"] ?? "none")", wanted: format)
        }
        guard let owner = file.metadata["model"], owner == "\(model)" else {
            throw .field(
                "model", file: path, found: "statistics of \(file.metadata["model"] ?? "no model")", wanted: "\(model)")
        }
        var found: [EditSite: KeyStatistics] = [:]
        for entry in file.entries {
            let site = try site(entry, file)
            guard entry.type == .float32, entry.shape.count == 2, entry.shape[0] == entry.shape[1], entry.count > 0,
                let tokens = file.metadata["tokens.\(entry.name)"].flatMap({ UInt64($0) })
            else {
                throw .tensor(entry.name, file: path, found: entry.form, wanted: "a square F32 matrix and its tokens")
            }
            let moment = Tensor(rows: entry.shape[0], columns: entry.shape[1], try file.floats(entry.name))
            guard Verbs.squares(moment).isFinite else {
                throw .tensor(entry.name, file: path, found: "a number that is not finite", wanted: "finite numbers")
            }
            found[site] = KeyStatistics(model: model, site: site, tokens: tokens, moment: Matrix64(moment))
        }
        return found
    }

    private static func site(_ entry: SafetensorsEntry, _ file: SafetensorsFile) throws(CheckpointsError) -> EditSite {
        let parts = entry.name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts[0] == "layers", let layer = UInt16(parts[1]),
            let projection = Projection(rawValue: parts[2])
        else {
            throw .tensor(entry.name, file: file.path, found: "this name", wanted: "layers.NUMBER.PROJECTION")
        }
        return EditSite(layer: Int(layer), projection: projection)
    }

    /// All statistics of a model in a folder of such files; files of other models are passed over, later names win.
    public static func read(folder: String, model: ModelDigest) throws(CheckpointsError) -> [EditSite: KeyStatistics] {
        let names: [String]
        do { names = try entries(ofFolder: folder).sorted() } catch { throw .file(error) }
        var found: [EditSite: KeyStatistics] = [:]
        for name in names where name.hasSuffix(".safetensors") {
            let path = "\(folder)/\(name)"
            let metadata = try SafetensorsFile(path: path).metadata
            guard metadata["format"] == format, metadata["model"] == "\(model)" else { continue }
            found.merge(try read(path, model: model)) { $1 }
        }
        return found
    }
}
