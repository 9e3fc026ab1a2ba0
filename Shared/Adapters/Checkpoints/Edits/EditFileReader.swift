internal import Bytes
internal import Editing
internal import MemoryTypes
internal import Tensors

/// Reads the tensors and fields of an edit's file; whoever wrote it may have meant harm.
struct EditFileReader {
    let file: SafetensorsFile

    /// Deltas of one edit at most.
    private static let deltasMax = 4096

    func field(_ name: String) throws(CheckpointsError) -> String {
        guard let text = file.metadata[name] else {
            throw .field(name, file: file.path, found: "nothing", wanted: "a text in the metadata")
        }
        return text
    }

    func digest<Digest: DigestValue>(_ name: String) throws(CheckpointsError) -> Digest {
        let text = try field(name)
        guard let bytes = [UInt8](hexadecimal: text), let digest = Digest(bytes: bytes) else {
            throw .field(name, file: file.path, found: text, wanted: "64 hexadecimal digits")
        }
        return digest
    }

    private func value<Value: ByteCodable>(_ name: String) throws(CheckpointsError) -> Value {
        let text = try field(name)
        guard let bytes = [UInt8](hexadecimal: text) else {
            throw .field(name, file: file.path, found: text, wanted: "hexadecimal digits")
        }
        do { return try Value(decoding: bytes) } catch {
            throw .field(name, file: file.path, found: "\(error)", wanted: "\(Value.self)")
        }
    }

    private func whole(_ name: String) throws(CheckpointsError) -> Int {
        let text = try field(name)
        guard let number = UInt16(text) else {
            throw .field(name, file: file.path, found: text, wanted: "0 ... 65535")
        }
        return Int(number)
    }

    func payload() throws(CheckpointsError) -> EditPayload {
        switch try field("case") {
        case "low_rank": return .lowRank(try deltas())
        case "dense": return .dense(try denseDeltas())
        case "columns": return .columns(try columns())
        case "codebook_entry":
            let (key, value) = (try row("key"), try row("value"))
            return .codebookEntry(CodebookEntry(
                site: try self.value("site"), settings: try self.value("settings"), key: key, value: value,
                label: try tokens("label")))
        case "gated_adapter":
            return .gatedAdapter(GatedAdapter(
                key: try row("key"), gate: try value("site"), sharpness: try number("sharpness"),
                adapters: try deltas()))
        case "neurons":
            let (keys, biases, values) = (try matrix("keys"), try row("biases"), try matrix("values"))
            try require(keys.rows == values.rows && biases.count == keys.rows, "neurons")
            return .neurons(AddedNeurons(layer: try whole("layer"), keys: keys, biases: biases, values: values))
        case "datastore":
            let (keys, tokens) = (try matrix("keys"), try tokens("tokens"))
            try require(keys.rows == tokens.count, "keys")
            return .datastore(Datastore(settings: try value("settings"), keys: keys, tokens: tokens))
        case "context":
            return .context(ContextText(
                settings: try value("settings"), text: try tokens("text"), topic: try tokens("topic")))
        case let name:
            throw .field("case", file: file.path, found: name, wanted: "one of docs/EDITING.md")
        }
    }

    private func require(_ condition: Bool, _ name: String) throws(CheckpointsError) {
        guard condition else {
            throw .malformed(file: file.path, found: "\(name) of another size", wanted: "tensors that fit together")
        }
    }

    /// As many as have a site.
    private func count() throws(CheckpointsError) -> Int {
        let count = (0..<Self.deltasMax).first { file.metadata["\($0).site"] == nil } ?? Self.deltasMax
        try require(count > 0, "a list of changes")
        return count
    }

    private func deltas() throws(CheckpointsError) -> [LowRankDelta] {
        var deltas: [LowRankDelta] = []
        for index in 0..<(try count()) {
            let factors = try factors("\(index).")
            let name = "\(index).guarded_keys"
            let keys = file.entry(named: name) == nil ? nil : try matrix(name)
            try require(keys.map { $0.columns == factors.inputs.columns } ?? true, name)
            deltas.append(LowRankDelta(site: try value("\(index).site"), factors: factors, guardedKeys: keys))
        }
        return deltas
    }

    private func denseDeltas() throws(CheckpointsError) -> [DenseDelta] {
        var deltas: [DenseDelta] = []
        for index in 0..<(try count()) {
            deltas.append(DenseDelta(site: try value("\(index).site"), values: try matrix("\(index).values")))
        }
        return deltas
    }

    private func columns() throws(CheckpointsError) -> ColumnsDelta {
        let (mean, factors) = (try row("router.mean").array, try factors(""))
        let (permutation, columns) = (try numbers("router.permutation"), try numbers("columns"))
        let chosen = try whole("router.columns")
        try require(permutation.count == mean.count && chosen <= mean.count, "router.permutation")
        try require(factors.inputs.columns == columns.count, "columns")
        return ColumnsDelta(
            site: try value("site"), router: TopHash(columns: chosen, permutation: permutation, mean: mean),
            threshold: try number("threshold"), columns: columns, factors: factors, decay: try number("decay"))
    }

    private func factors(_ prefix: String) throws(CheckpointsError) -> Factors {
        let (inputs, outputs) = (try matrix(prefix + "inputs"), try matrix(prefix + "outputs"))
        try require(inputs.rows == outputs.rows, prefix + "inputs")
        return Factors(inputs: inputs, outputs: outputs)
    }
}

extension EditFileReader {
    /// A matrix of finite numbers in f32.
    private func matrix(_ name: String) throws(CheckpointsError) -> Tensor {
        let entry = try file.entry(name, shape: nil)
        guard entry.type == .float32, entry.shape.count == 2, entry.count > 0 else {
            throw .tensor(name, file: file.path, found: entry.form, wanted: "F32 with two sizes above 0")
        }
        let tensor = Tensor(rows: entry.shape[0], columns: entry.shape[1], try file.floats(name))
        guard Verbs.squares(tensor).isFinite else {
            throw .tensor(name, file: file.path, found: "a number that is not finite", wanted: "finite numbers")
        }
        return tensor
    }

    private func row(_ name: String) throws(CheckpointsError) -> Tensor {
        let tensor = try matrix(name)
        try require(tensor.rows == 1, name)
        return tensor
    }

    private func number(_ name: String) throws(CheckpointsError) -> Float {
        let tensor = try matrix(name)
        try require(tensor.count == 1, name)
        return tensor[0, 0]
    }

    private func tokens(_ name: String) throws(CheckpointsError) -> [Int32] {
        try integers(name, .signed32, max: EditRequest.tokensMax).map { Int32($0) }
    }

    private func numbers(_ name: String) throws(CheckpointsError) -> [UInt32] {
        try integers(name, .unsigned32, max: 1 << 20).map { UInt32($0) }
    }

    private func integers(_ name: String, _ type: ScalarType, max: Int) throws(CheckpointsError) -> [Int] {
        let entry = try file.entry(name, shape: nil)
        guard entry.type == type, entry.shape.count == 1, entry.count <= max else {
            throw .tensor(
                name, file: file.path, found: entry.form, wanted: "\(type.rawValue) with one size of at most \(max)")
        }
        return try file.integers(name)
    }
}
