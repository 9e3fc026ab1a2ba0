internal import Bytes
internal import Tensors
internal import Transformer

/// Gives a model its tensors from the files of a folder, each checked for its shape, its type and its numbers.
struct CheckpointWeights: WeightSource {
    let tensors: CheckpointTensors
    let format: WeightFormat
    let configuration: ModelConfiguration

    func contains(_ name: String) -> Bool { tensors.file(of: name) != nil }

    func weight(_ request: TensorRequest) throws(CheckpointsError) -> Weight {
        let (entry, file) = try tensors.found(request.name, wanted: "a tensor of shape \(request.shape)")
        let shape = allowed(entry.shape, request) ? entry.shape : request.shape
        guard entry.shape == shape else { throw fault(entry, file, "shape \(request.shape)") }
        let columns = shape.last ?? 1
        let rows = shape.dropLast().reduce(1, *)
        do {
            guard request.cut == nil else { return try cut(request, entry, file) }
            if let element = ElementType(entry.type) {
                return try Weight(
                    outputs: rows, inputs: columns, file: file.file, range: entry.range, element: element,
                    format: format(for: request))
            }
            guard entry.type == .float64 else { throw fault(entry, file, "F32, F16, BF16 or F64") }
            let numbers = Tensor(rows: rows, columns: columns, try file.floats(request.name))
            return try Weight(numbers, format: format(for: request))
        } catch let error as TensorError {
            throw fault(entry, file, "finite numbers", found: error)
        } catch let error as CheckpointsError {
            throw error
        } catch {
            throw fault(entry, file, "a tensor")
        }
    }

    /// What is wanted of a tensor that is stored otherwise: a copy, since no file has it as it stands.
    private func cut(
        _ request: TensorRequest, _ entry: SafetensorsEntry, _ file: SafetensorsFile
    ) throws -> Weight {
        let columns = request.shape.last ?? 1
        let numbers = Tensor(rows: entry.count / columns, columns: columns, try file.floats(entry.name))
        return try Weight(request.wanted(of: numbers), format: format(for: request))
    }

    /// Training with one vector for each new slot leaves K of them where released models have one.
    private func allowed(_ shape: [Int], _ request: TensorRequest) -> Bool {
        guard let memory = configuration.memory, request.name == "new_memory_positional_emb" else { return false }
        return shape == [1, memory.updateTokens, configuration.width]
    }

    /// A table of which only single rows are read stays finer than int8.
    private func format(for request: TensorRequest) -> WeightFormat {
        switch request.role {
        case .exact: .f32
        case .embedding where format == .int8 && !configuration.tiedHead: .bf16
        case .embedding, .matrix: format
        }
    }

    private func fault(
        _ entry: SafetensorsEntry, _ file: SafetensorsFile, _ wanted: String, found: TensorError? = nil
    ) -> CheckpointsError {
        .tensor(
            entry.name, file: file.path, found: found.map { "\(entry.form) where \($0)" } ?? entry.form, wanted: wanted)
    }
}

extension ElementType {
    /// Nil for a type that weights are not read in as it stands.
    init?(_ type: ScalarType) {
        switch type {
        case .float32: self = .f32
        case .float16: self = .f16
        case .brain16: self = .bf16
        default: return nil
        }
    }
}
