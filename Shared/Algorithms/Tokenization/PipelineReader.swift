internal import Bytes

/// Reads `normalizer` and `pre_tokenizer` of a `tokenizer.json`.
struct PipelineReader {
    let file: JSON

    func normalizers() throws(TokenizationError) -> [Normalizer] {
        var result: [Normalizer] = []
        for step in try steps(file["normalizer"], list: "normalizers", part: "normalizer") {
            if let normalizer = try normalizer(step) { result.append(normalizer) }
        }
        return result
    }

    func preTokenizers() throws(TokenizationError) -> [PreTokenizer] {
        var result: [PreTokenizer] = []
        for step in try steps(file["pre_tokenizer"], list: "pretokenizers", part: "pre_tokenizer") {
            result.append(try preTokenizer(step))
        }
        return result
    }

    /// Whether words reach the model as bytes.
    var worksOnBytes: Bool {
        get throws(TokenizationError) {
            let all =
                try steps(file["pre_tokenizer"], list: "pretokenizers", part: "pre_tokenizer")
                + steps(file["normalizer"], list: "normalizers", part: "normalizer")
            return all.contains { $0["type"]?.string == "ByteLevel" }
        }
    }

    /// The steps of a sequence, of sequences inside it, or the one step.
    private func steps(_ value: JSON?, list: String, part: String) throws(TokenizationError) -> [JSON] {
        guard let value, !value.isNull else { return [] }
        guard value["type"]?.string == "Sequence" else { return [value] }
        guard let children = value[list]?.array else {
            throw .malformed(part: part, found: "a Sequence without \(list)", wanted: "its steps")
        }
        var result: [JSON] = []
        for child in children { result += try steps(child, list: list, part: part) }
        return result
    }

    private func normalizer(_ step: JSON) throws(TokenizationError) -> Normalizer? {
        switch step["type"]?.string {
        case "Prepend": return .prepend(Array((step["prepend"]?.string ?? "").utf8))
        case "Replace":
            guard let old = step["pattern"]?["String"]?.string, !old.isEmpty, let new = step["content"]?.string else {
                throw .unsupported(part: "normalizer Replace", found: "a pattern that is no text", wanted: "texts")
            }
            return .replace(Array(old.utf8), with: Array(new.utf8))
        case "NFC": return .canonicalComposition
        case "Lowercase": return .lowercase
        case "Strip":
            return .strip(left: step["strip_left"]?.boolean ?? true, right: step["strip_right"]?.boolean ?? true)
        case "ByteLevel": return nil
        case let other:
            throw .unsupported(
                part: "normalizer", found: other ?? "a step without type",
                wanted: "Prepend, Replace, NFC, Lowercase, Strip, ByteLevel")
        }
    }

    private func preTokenizer(_ step: JSON) throws(TokenizationError) -> PreTokenizer {
        switch step["type"]?.string {
        case "Digits": return .digits(individual: step["individual_digits"]?.boolean ?? false)
        case "ByteLevel":
            return .byteLevel(
                prefixesSpace: step["add_prefix_space"]?.boolean ?? true, cuts: step["use_regex"]?.boolean ?? true)
        case "Split": return .words(try pattern(step))
        case "Metaspace":
            let mark = step["replacement"]?.string ?? step["str_rep"]?.string ?? "\u{2581}"
            guard mark.unicodeScalars.count == 1 else {
                throw .malformed(
                    part: "pre_tokenizer Metaspace", found: "replacement \"\(mark)\"", wanted: "one character")
            }
            return .metaspace(
                replacement: Array(mark.utf8), prepends: try prepending(step), cuts: step["split"]?.boolean ?? true)
        case let other:
            throw .unsupported(
                part: "pre_tokenizer", found: other ?? "a step without type",
                wanted: "ByteLevel, Digits, Metaspace, Split")
        }
    }

    private func prepending(_ step: JSON) throws(TokenizationError) -> PreTokenizer.Prepending {
        switch step["prepend_scheme"]?.string {
        case "first": return .first
        case "never": return .never
        case "always": return .always
        case nil: return step["add_prefix_space"]?.boolean == false ? .never : .always
        case let other?:
            throw .unsupported(
                part: "pre_tokenizer Metaspace", found: "prepend_scheme \(other)", wanted: "always, first, never")
        }
    }

    /// The matches of a pattern that covers the text: kept apart, or kept while what lies between (nothing) is removed.
    private func pattern(_ step: JSON) throws(TokenizationError) -> WordPattern {
        let behavior = step["behavior"]?.string ?? ""
        let inverts = step["invert"]?.boolean ?? false
        guard (behavior == "Isolated" && !inverts) || (behavior == "Removed" && inverts) else {
            throw .unsupported(
                part: "pre_tokenizer Split", found: "behavior \(behavior), invert \(inverts)", wanted: "Isolated")
        }
        let expression = step["pattern"]?["Regex"]?.string
        guard let pattern = expression.flatMap(WordPattern.init(regularExpression:)) else {
            throw .unsupported(
                part: "pre_tokenizer Split", found: "the pattern \(expression ?? "that is no expression")",
                wanted: WordPattern.names)
        }
        return pattern
    }
}
