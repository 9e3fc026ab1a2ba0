internal import Bytes
internal import Files
internal import Tensors

/// The tensors of a model's folder: `model.safetensors`, or the files that `model.safetensors.index.json` names.
public struct CheckpointTensors: Sendable {
    public let folder: String
    private let files: [SafetensorsFile]
    private let places: [String: Int]

    static let indexBytesMax = 64 << 20

    /// - Throws: `pickle` where the weights are Python pickles; `malformed` where there are none; what the files throw.
    public init(folder: String) throws(CheckpointsError) {
        self.folder = folder
        let single = folder + "/model.safetensors"
        let index = folder + "/model.safetensors.index.json"
        if fileExists(single) {
            let file = try SafetensorsFile(path: single)
            files = [file]
            places = Dictionary(uniqueKeysWithValues: file.entries.map { ($0.name, 0) })
        } else if fileExists(index) {
            (files, places) = try Self.shards(index: index, folder: folder)
        } else {
            throw try Self.absence(folder)
        }
    }

    /// Why a folder has no weights to read.
    private static func absence(_ folder: String) throws(CheckpointsError) -> CheckpointsError {
        let names: [String]
        do { names = try entries(ofFolder: folder) } catch {
            return isPickle(folder) ? .pickle(file: folder) : .file(error)
        }
        if let pickle = names.first(where: isPickle) { return .pickle(file: folder + "/" + pickle) }
        let other = names.first { $0.hasSuffix(".safetensors") || $0.hasSuffix(".gguf") }
        return .malformed(
            file: folder, found: other ?? "no weights", wanted: "model.safetensors or model.safetensors.index.json")
    }

    private static func isPickle(_ name: String) -> Bool {
        [".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle"].contains { name.hasSuffix($0) }
    }

    private static func shards(
        index path: String, folder: String
    ) throws(CheckpointsError) -> ([SafetensorsFile], [String: Int]) {
        let json = try readJSON(path, bytesMax: indexBytesMax)
        guard let map = json["weight_map"]?.object else {
            throw .field(
                "weight_map", file: path, found: json["weight_map"]?.kind ?? "nothing", wanted: "an object of files")
        }
        if let name = map.duplicateName { throw .tensor(name, file: path, found: "two of this name", wanted: "one") }
        var files: [SafetensorsFile] = []
        var numbers: [String: Int] = [:]
        var places: [String: Int] = [:]
        for member in map.members {
            guard let name = member.value.string, !name.isEmpty, !name.contains("/"), name != "..", name != "." else {
                throw .tensor(
                    member.name, file: path, found: "\(member.value)", wanted: "the name of a file in the folder")
            }
            if numbers[name] == nil {
                if isPickle(name) { throw .pickle(file: folder + "/" + name) }
                numbers[name] = files.count
                files.append(try SafetensorsFile(path: folder + "/" + name))
            }
            let number = numbers[name] ?? 0
            guard files[number].entry(named: member.name) != nil else {
                throw .missingTensor(member.name, file: files[number].path, wanted: "a tensor, as \(path) says")
            }
            places[member.name] = number
        }
        return (files, places)
    }

    /// All names, ascending by their UTF-8.
    public var names: [String] { places.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }

    /// The file that holds a tensor; nil if there is no such tensor.
    public func file(of name: String) -> SafetensorsFile? { places[name].map { files[$0] } }

    public func entry(named name: String) -> SafetensorsEntry? { file(of: name)?.entry(named: name) }

    /// The tensor of this name and its file.
    ///
    /// - Throws: `missingTensor`.
    func found(_ name: String, wanted: String) throws(CheckpointsError) -> (SafetensorsEntry, SafetensorsFile) {
        guard let file = file(of: name), let entry = file.entry(named: name) else {
            throw .missingTensor(name, file: files.count == 1 ? files[0].path : folder, wanted: wanted)
        }
        return (entry, file)
    }

    /// The format in which the numbers can stay as they are: that of the token embedding, f32 for all but bfloat16.
    public var naturalFormatIsBrain16: Bool {
        ["model.embed_tokens.weight", "transformer.wte.weight", "wte.weight"].contains {
            entry(named: $0)?.type == .brain16
        }
    }
}

/// The JSON of a file.
func readJSON(_ path: String, bytesMax: Int) throws(CheckpointsError) -> JSON {
    let bytes: [UInt8]
    do { bytes = try readFile(path, bytesMax: bytesMax) } catch { throw .file(error) }
    do { return try JSON(parsing: bytes) } catch {
        throw .malformed(file: path, found: "\(error)", wanted: "JSON")
    }
}
