internal import Autograd
public import Bytes
internal import Files
public import Tensors
public import Training

/// A training run on the disk, complete enough to go on with the same losses: parameters, what the optimiser remembers,
/// the averaged weights, and whatever the run itself has to say as JSON.
///
/// A folder holds `state.json` and the file of tensors it names. Both are written beside the old ones; the new state is
/// given its name last, in one step, so that a run that is killed at any instant leaves a whole checkpoint.
public struct TrainingCheckpoint: Sendable {
    public let folder: String

    public init(folder: String) { self.folder = folder }

    private var statePath: String { folder + "/state.json" }

    public var exists: Bool { fileExists(statePath) }

    private static let formatNumber = 1
    private static let optimiser = "optimiser/"
    private static let average = "average/"
    private static let run = "run/"

    // MARK: Writing

    /// - Parameters:
    ///   - run: what the run needs beside the trainer: positions in its data, the step of the curriculum.
    ///   - tensors: large parts of it, such as pools.
    public func write(
        _ trainer: Trainer, run: JSON, tensors: [String: Tensor] = [:]
    ) throws(CheckpointsError) {
        let name = "update-\(trainer.updates).safetensors"
        try writeTensors(trainer, tensors, to: folder + "/" + name)
        let digest = try Self.digest(folder + "/" + name)
        let state = JSON.object(
            JSONObject([
                .init(name: "format", value: .integer(Self.formatNumber)),
                .init(name: "updates", value: .integer(trainer.updates)),
                .init(name: "average_count", value: .integer(trainer.average?.count ?? 0)),
                .init(name: "tensors", value: .string(name)), .init(name: "sha256", value: .string(digest)),
                .init(name: "run", value: run),
            ]))
        let before = try? readState()
        do { try writeAtomically(state.encoded, to: statePath) } catch { throw .file(error) }
        // What no state names any more is in the way only.
        guard let old = before?.tensors, old != name else { return }
        do { try removeFile(folder + "/" + old) } catch { throw .file(error) }
    }

    private func writeTensors(
        _ trainer: Trainer, _ further: [String: Tensor], to path: String
    ) throws(CheckpointsError) {
        var tensors = further.sorted { $0.key < $1.key }.map { (name: Self.run + $0.key, value: $0.value) }
        func add(_ parameters: Parameters, _ prefix: String) {
            for name in parameters.names { if let value = parameters[name] { tensors.append((prefix + name, value)) } }
        }
        add(trainer.model.parameters, "")
        tensors += trainer.optimiser.state.map { (Self.optimiser + $0.name, $0.value) }
        if let average = trainer.average { add(average.parameters, Self.average) }
        var writer = try SafetensorsWriter(
            path: path, tensors: tensors.map { .init($0.name, .float32, [$0.value.rows, $0.value.columns]) })
        for (_, value) in tensors { try writer.write(value.littleEndianBytes) }
        try writer.finish()
    }

    private static func digest(_ path: String) throws(CheckpointsError) -> String {
        do {
            let file = try MappedFile(path: path)
            var stream = SHA256Stream()
            let step = 1 << 22
            for start in stride(from: 0, to: file.count, by: step) {
                file.withBytes(in: start..<min(start + step, file.count)) { stream.update($0) }
            }
            return stream.finish().hexadecimal
        } catch { throw .file(error) }
    }

    // MARK: Reading

    private struct State {
        let updates: Int
        let averageCount: Int
        let tensors: String
        let digest: String
        let run: JSON
    }

    private func readState() throws(CheckpointsError) -> State {
        let json = try readJSON(statePath, bytesMax: 64 << 20)
        guard json["format"]?.integer == Self.formatNumber else {
            throw .field("format", file: statePath, found: "\(json["format"] ?? .null)", wanted: "\(Self.formatNumber)")
        }
        guard let updates = json["updates"]?.integer, updates >= 0, let tensors = json["tensors"]?.string,
            !tensors.contains("/"), let digest = json["sha256"]?.string, let run = json["run"]
        else {
            throw .malformed(file: statePath, found: "a member missing", wanted: "updates, tensors, sha256 and run")
        }
        return State(
            updates: updates, averageCount: json["average_count"]?.integer ?? 0, tensors: tensors, digest: digest,
            run: run)
    }

    /// Brings a trainer of the same model and choices to where the run stood.
    ///
    /// - Returns: what the run said of itself, and its tensors.
    public func restore(
        _ trainer: inout Trainer
    ) throws(CheckpointsError) -> (run: JSON, tensors: [String: Tensor]) {
        let state = try readState()
        let path = folder + "/" + state.tensors
        let values = try tensors(state, path)
        try Self.check(values, fit: trainer, path)
        trainer.restore(updates: state.updates, averageCount: state.averageCount) { role, name in
            switch role {
            case .parameter: values[name]
            case .optimiser: values[Self.optimiser + name]
            case .average: values[Self.average + name]
            }
        }
        let further = values.filter { $0.key.hasPrefix(Self.run) }
            .map { (String($0.key.dropFirst(Self.run.count)), $0.value) }
        return (state.run, Dictionary(uniqueKeysWithValues: further))
    }

    private func tensors(_ state: State, _ path: String) throws(CheckpointsError) -> [String: Tensor] {
        let digest = try Self.digest(path)
        guard digest == state.digest else {
            throw .malformed(file: path, found: "SHA-256 \(digest)", wanted: state.digest)
        }
        let file = try SafetensorsFile(path: path)
        var values: [String: Tensor] = [:]
        for entry in file.entries {
            guard entry.shape.count == 2, entry.type == .float32 else {
                throw .tensor(entry.name, file: path, found: entry.form, wanted: "an F32 matrix")
            }
            values[entry.name] = Tensor(
                rows: entry.shape[0], columns: entry.shape[1], try file.floats(entry.name))
        }
        return values
    }

    private static func check(
        _ values: [String: Tensor], fit trainer: Trainer, _ path: String
    ) throws(CheckpointsError) {
        for name in trainer.model.parameters.names {
            guard let wanted = trainer.model.parameters[name] else { continue }
            for prefix in trainer.average == nil ? [""] : ["", average] {
                guard let found = values[prefix + name] else {
                    throw .missingTensor(prefix + name, file: path, wanted: "a parameter of this model")
                }
                guard found.rows == wanted.rows, found.columns == wanted.columns else {
                    throw .tensor(prefix + name, file: path, found: "\(found)", wanted: "\(wanted)")
                }
            }
        }
    }
}
