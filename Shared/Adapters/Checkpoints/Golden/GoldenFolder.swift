internal import Bytes
internal import Files
internal import LatentMemory
internal import Tensors
internal import Transformer

/// A folder of inputs and results of the published implementation: `config.json`, `model.safetensors`, `cases.json` and
/// `tensors_*.safetensors`.
struct GoldenFolder {
    static let casesBytesMax = 64 << 20

    let path: String
    let cases: JSONObject
    let configuration: ModelConfiguration
    let memory: MemoryConfiguration
    /// Results to compare with: the float32 run, the float64 run.
    let results: [SafetensorsFile]
    private let weights: SafetensorsFile

    init(path: String) throws(CheckpointsError) {
        self.path = path
        let file = try ConfigurationFile(path: path + "/config.json")
        configuration = try file.configuration()
        guard let memory = configuration.memory else {
            throw .field("num_tokens", file: file.path, found: "nothing", wanted: "the memory of a MemoryLLM model")
        }
        self.memory = memory
        cases = try Self.readCases(path + "/cases.json")
        weights = try SafetensorsFile(path: path + "/model.safetensors")
        let names: [String]
        do { names = try entries(ofFolder: path) } catch { throw .file(error) }
        var results: [SafetensorsFile] = []
        for name in names where name.hasPrefix("tensors_") && name.hasSuffix(".safetensors") {
            results.append(try SafetensorsFile(path: path + "/" + name))
        }
        guard !results.isEmpty else {
            throw .malformed(file: path, found: "no tensors_*.safetensors", wanted: "results to compare with")
        }
        self.results = results
    }

    private static func readCases(_ path: String) throws(CheckpointsError) -> JSONObject {
        let bytes: [UInt8]
        do { bytes = try readFile(path, bytesMax: casesBytesMax) } catch { throw .file(error) }
        let value: JSON
        do { value = try JSON(parsing: bytes) } catch {
            throw .malformed(file: path, found: "\(error)", wanted: "a JSON object of cases")
        }
        guard let object = value.object, object.members.allSatisfy({ $0.value.object != nil }) else {
            throw .malformed(file: path, found: "JSON that is \(value.kind)", wanted: "a JSON object of cases")
        }
        if let name = object.duplicateName { throw .field(name, file: path, found: "two of this name", wanted: "one") }
        return object
    }

    /// The model, with or without the vectors before its memory.
    func model(addsBos: Bool) throws(CheckpointsError) -> MemoryModel {
        var configuration = configuration
        configuration.memory?.addsBos = addsBos
        let source = GoldenWeights(file: weights)
        guard let model = MemoryModel(Decoder(try ModelWeights(configuration, from: source))) else {
            preconditionFailure("a model without the memory its configuration has")
        }
        return model
    }

    /// The initial pool, [L, N, d].
    func pool() throws(CheckpointsError) -> PoolDelta {
        let shape = [configuration.layers, memory.poolTokens, configuration.width]
        let numbers = try weights.floats(TensorRequest.pool, shape: shape)
        return PoolDelta(
            layers: shape[0], values: Tensor(rows: shape[0] * shape[1], columns: shape[2], numbers))
    }
}

/// Weights of a small model, widened to f32.
struct GoldenWeights: WeightSource {
    let file: SafetensorsFile

    func contains(_ name: String) -> Bool { file.entry(named: name) != nil }

    func weight(_ request: TensorRequest) throws(CheckpointsError) -> Weight {
        let numbers = try file.floats(request.name, shape: request.shape)
        let columns = request.shape.last ?? 1
        let rows = request.shape.dropLast().reduce(1, *)
        let stored = Tensor(rows: rows, columns: columns, numbers)
        do { return try Weight(request.wanted(of: stored), format: .f32) } catch {
            throw .tensor(request.name, file: file.path, found: "\(error)", wanted: "finite numbers")
        }
    }
}
