internal import Autograd
internal import Bytes
internal import Files
internal import Tensors
internal import Transformer

/// Logits, loss and the gradient of every parameter of a model over a padded batch; of some matrices what they read and
/// the gradient of what they give.
struct GoldenModelGradients {
    /// One row of the batch without its padding.
    private struct Row {
        let tokens: [Int32]
        /// Where the first of them stands in the row.
        let start: Int
        /// What each is to predict; nil where that does not count.
        let targets: [Int32?]
    }

    private let decoder: Decoder
    private let results: GoldenComparison
    private let rows: [Row]
    /// Tokens of a row with its padding.
    private let columns: Int
    private let wantedLoss: Double?

    init(path: String, case name: String, model: String) throws {
        let configuration = try ConfigurationFile(path: "\(path)/\(model).config.json").configuration()
        let weights = GoldenWeights(file: try SafetensorsFile(path: "\(path)/\(model).safetensors"))
        decoder = Decoder(try ModelWeights(configuration, from: weights))
        results = GoldenComparison(results: [try SafetensorsFile(path: "\(path)/\(name).safetensors")])
        let fields = try JSON(parsing: try readFile("\(path)/\(name).json", bytesMax: GoldenFolder.casesBytesMax))
        guard let object = fields.object else { throw GoldenFault("\(name).json is no JSON object") }
        let golden = GoldenCase(name: name, fields: object)
        let tokens = try golden.tokenLists("input_ids", vocabulary: configuration.vocabulary)
        columns = tokens[0].count
        guard tokens.allSatisfy({ [columns] in $0.count == columns }), columns <= configuration.positionLimit else {
            throw GoldenFault("input_ids are rows of different lengths, or longer than \(configuration.positionLimit)")
        }
        // Before anything of that size is computed.
        _ = try results.results[0].entry("logits", shape: [tokens.count, columns, configuration.vocabulary])
        let mask = try Self.numbers(object, "attention_mask", like: tokens)
        let labels = try Self.numbers(object, "labels", like: tokens)
        rows = try tokens.indices.map { row in
            try Self.row(tokens[row], mask: mask[row], labels: labels[row], vocabulary: configuration.vocabulary)
        }
        wantedLoss = fields["loss"]?.number
    }

    private static func numbers(_ fields: JSONObject, _ field: String, like tokens: [[Int32]]) throws -> [[Int]] {
        let lists = (fields[field]?.array ?? []).map { ($0.array ?? []).compactMap(\.integer) }
        guard lists.map(\.count) == tokens.map(\.count) else {
            throw GoldenFault("\(field) does not have the shape of input_ids")
        }
        return lists
    }

    private static func row(_ tokens: [Int32], mask: [Int], labels: [Int], vocabulary: Int) throws -> Row {
        guard let start = mask.firstIndex(of: 1), let last = mask.lastIndex(of: 1),
            mask[start...last].allSatisfy({ $0 == 1 })
        else { throw GoldenFault("an attention_mask that is not one run of ones") }
        let targets: [Int32?] = (start...last).map { place in
            guard place + 1 < labels.count, labels[place + 1] >= 0 else { return nil }
            return Int32(clamping: labels[place + 1])
        }
        guard targets.allSatisfy({ $0.map { $0 < vocabulary } ?? true }) else {
            throw GoldenFault("labels beyond the vocabulary")
        }
        return Row(tokens: Array(tokens[start...last]), start: start, targets: targets)
    }

    func worstError() throws -> Double {
        let tape = Tape(differentiates: .all)
        var watched: [String: (input: Tensor, output: Variable)] = [:]
        var hooks = RecordingHooks()
        for name in watchedNames {
            hooks.add(atLinear: name) { tape, input, output in
                let seen = tape.watch(output)
                watched[name] = (input.value, seen)
                return seen
            }
        }
        // Rotary positions count the padding, learned ones do not: so the published implementation was called.
        let groups = rows.map { row in
            RecordedGroup(rows: row.tokens.count, firstPosition: decoder.configuration.rotary == nil ? 0 : row.start)
        }
        var evaluator = RecordingEvaluator(
            decoder.configuration, pass: .read, groups: groups, rotary: decoder.rotary.table(length: columns),
            tape: tape, hooks: hooks)
        let hidden = decoder.hidden(rows.flatMap(\.tokens), with: &evaluator)
        let targets = rows.flatMap(\.targets)
        let predicting = targets.indices.filter { targets[$0] != nil }
        guard !predicting.isEmpty else { throw GoldenFault("labels that predict nothing") }
        let loss = decoder.loss(
            hidden, rows: predicting, targets: targets.compactMap(\.self),
            weights: Array(repeating: 1 / Float(predicting.count), count: predicting.count), with: &evaluator)
        let logits = decoder.logits(hidden.detached, with: &evaluator).value
        tape.backward(from: loss.total)
        guard let wantedLoss else { throw GoldenFault("no loss to compare with") }
        var worst = abs(Double(loss.total.value[0, 0]) - wantedLoss) / (1 + abs(wantedLoss))
        worst = max(worst, try error(of: logits, "logits"))
        for (name, seen) in watched {
            worst = max(worst, try error(of: seen.input, "\(name).x"))
            guard let delta = tape.gradient(of: seen.output) else { throw GoldenFault("no gradient of \(name)") }
            worst = max(worst, try error(of: delta, "\(name).delta"))
        }
        return max(worst, try compare(tape.takeGradients()))
    }

    /// Matrices whose input and output gradient are recorded.
    private var watchedNames: [String] {
        results.names(after: "").filter { $0.hasSuffix(".delta") }.map { String($0.dropLast(6)) }
    }

    /// Of a result [batch, columns, width] only what is not padding.
    private func error(of ours: Tensor, _ name: String) throws -> Double {
        let shape = [rows.count, columns, ours.columns]
        let golden: [Double]
        do { golden = try results.results[0].doubles(name, shape: shape) } catch { throw GoldenFault("\(error)") }
        let wanted = rows.enumerated().flatMap { index, row in
            let first = (index * columns + row.start) * ours.columns
            return golden[first..<first + row.tokens.count * ours.columns]
        }
        return GoldenComparison.error(ours.array, wanted)
    }

    private func compare(_ gradients: Gradients) throws -> Double {
        let names = results.names(after: "grad.")
        guard !names.isEmpty else { throw GoldenFault("no gradients to compare with") }
        return try names.reduce(0) { worst, name in
            guard let gradient = stored(gradients, name) else { throw GoldenFault("no gradient of \(name)") }
            return max(worst, try results.error(of: gradient, "grad.\(name)"))
        }
    }

    /// A gradient in the form in which checkpoints store its parameter: GPT-2's matrices are transposed, and those of
    /// queries, keys and values stand side by side.
    private func stored(_ gradients: Gradients, _ name: String) -> Tensor? {
        guard decoder.configuration.family == .gpt2, let dot = name.lastIndex(of: ".") else { return gradients[name] }
        let (base, kind) = (name[..<dot], name[dot...])
        let parts = [Projection.query, .key, .value].compactMap { gradients["\(base).\($0.rawValue)\(kind)"] }
        guard let gradient = parts.count == 3 ? Verbs.concatenate(parts) : gradients[name] else { return nil }
        let isMatrix = kind == ".weight" && base.split(separator: ".").last?.hasPrefix("c_") == true
        return isMatrix ? gradient.transposed() : gradient
    }
}
