internal import Bytes
internal import Editing
internal import Tensors
internal import Transformer

/// The tensors and fields of an edit's file.
struct EditFileContent {
    struct Part {
        let announcement: SafetensorsWriter.Announcement
        let bytes: [UInt8]
    }

    private(set) var tensors: [Part] = []
    var fields: [String: String] = [:]

    mutating func add(_ payload: EditPayload) {
        fields["case"] = payload.caseName
        switch payload {
        case .lowRank(let deltas): for (index, delta) in deltas.enumerated() { add(delta, "\(index)") }
        case .dense(let deltas):
            for (index, delta) in deltas.enumerated() {
                fields["\(index).site"] = delta.site.encoded.hexadecimal
                add("\(index).values", delta.values)
            }
        case .columns(let delta): add(delta)
        case .codebookEntry(let entry):
            fields["site"] = entry.site.encoded.hexadecimal
            fields["settings"] = entry.settings.encoded.hexadecimal
            add("key", entry.key)
            add("value", entry.value)
            add("label", tokens: entry.label)
        case .gatedAdapter(let adapter):
            fields["site"] = adapter.gate.encoded.hexadecimal
            add("key", adapter.key)
            add("sharpness", Tensor(rows: 1, columns: 1, [adapter.sharpness]))
            for (index, delta) in adapter.adapters.enumerated() { add(delta, "\(index)") }
        case .neurons(let neurons):
            fields["layer"] = "\(neurons.layer)"
            add("keys", neurons.keys)
            add("biases", neurons.biases)
            add("values", neurons.values)
        case .datastore(let store):
            fields["settings"] = store.settings.encoded.hexadecimal
            add("keys", store.keys)
            add("tokens", tokens: store.tokens)
        case .context(let text):
            fields["settings"] = text.settings.encoded.hexadecimal
            add("text", tokens: text.text)
            add("topic", tokens: text.topic)
        }
    }

    private mutating func add(_ delta: LowRankDelta, _ name: String) {
        fields["\(name).site"] = delta.site.encoded.hexadecimal
        add("\(name).inputs", delta.factors.inputs)
        add("\(name).outputs", delta.factors.outputs)
        if let keys = delta.guardedKeys { add("\(name).guarded_keys", keys) }
    }

    private mutating func add(_ delta: ColumnsDelta) {
        fields["site"] = delta.site.encoded.hexadecimal
        fields["router.columns"] = "\(delta.router.columns)"
        add("router.permutation", numbers: delta.router.permutation)
        add("router.mean", Tensor(rows: 1, columns: delta.router.width, delta.router.mean))
        add("threshold", Tensor(rows: 1, columns: 1, [delta.threshold]))
        add("decay", Tensor(rows: 1, columns: 1, [delta.decay]))
        add("columns", numbers: delta.columns)
        add("inputs", delta.factors.inputs)
        add("outputs", delta.factors.outputs)
    }

    private mutating func add(_ name: String, _ tensor: Tensor) {
        tensors.append(Part(
            announcement: .init(name, .float32, [tensor.rows, tensor.columns]), bytes: tensor.littleEndianBytes))
    }

    private mutating func add(_ name: String, tokens: [Int32]) {
        var writer = ByteWriter(capacity: 4 * tokens.count)
        for token in tokens { writer.write(token) }
        tensors.append(Part(announcement: .init(name, .signed32, [tokens.count]), bytes: writer.bytes))
    }

    private mutating func add(_ name: String, numbers: [UInt32]) {
        var writer = ByteWriter(capacity: 4 * numbers.count)
        for number in numbers { writer.write(number) }
        tensors.append(Part(announcement: .init(name, .unsigned32, [numbers.count]), bytes: writer.bytes))
    }
}

extension EditPayload {
    /// What files call the case.
    var caseName: String {
        switch self {
        case .lowRank: "low_rank"
        case .dense: "dense"
        case .columns: "columns"
        case .codebookEntry: "codebook_entry"
        case .gatedAdapter: "gated_adapter"
        case .neurons: "neurons"
        case .datastore: "datastore"
        case .context: "context"
        }
    }
}
