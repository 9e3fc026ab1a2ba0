internal import Bytes
internal import Editing
internal import Files
internal import MemoryTypes
internal import Tensors
internal import Transformer

/// One case of an editor: its fields, its numbers, and the folder with the tiny models.
struct GoldenEditingCase {
    let folder: String
    let name: String
    let fields: JSONObject
    /// Nil for a case that is fields alone.
    let tensors: SafetensorsFile?

    init(folder: String, name: String) throws {
        self.folder = folder
        self.name = name
        let json = try JSON(parsing: try readFile("\(folder)/\(name).json", bytesMax: GoldenFolder.casesBytesMax))
        guard let object = json.object else { throw GoldenFault("\(name).json is no JSON object") }
        fields = object
        let names = try entries(ofFolder: folder)
        tensors = names.contains("\(name).safetensors")
            ? try SafetensorsFile(path: "\(folder)/\(name).safetensors") : nil
    }

    func matrix(_ tensor: String) throws -> Matrix64 {
        guard let entry = tensors?.entry(named: tensor), let tensors else { throw GoldenFault("no numbers \(tensor)") }
        let shape = entry.shape
        let rows = shape.dropLast().reduce(1, *)
        return Matrix64(rows: rows, columns: shape.last ?? 1, try tensors.doubles(tensor))
    }

    func holds(_ tensor: String) -> Bool { tensors?.entry(named: tensor) != nil }

    func integers(_ tensor: String) throws -> [Int] {
        guard let tensors else { throw GoldenFault("no numbers \(tensor)") }
        return try tensors.integers(tensor)
    }

    /// The tiny model of a name, such as `llama`.
    func view(_ model: String) throws -> EditView {
        let configuration = try ConfigurationFile(path: "\(folder)/tiny_\(model).config.json").configuration()
        let weights = GoldenWeights(file: try SafetensorsFile(path: "\(folder)/tiny_\(model).safetensors"))
        return try EditView(Decoder(try ModelWeights(configuration, from: weights)), model: .zero)
    }

    /// The tiny model that a tensor's name belongs to.
    func view(ofWeight weight: String) throws -> EditView {
        try view(weight.contains("h.") && !weight.contains("layers.") ? "gpt2" : "llama")
    }

    /// The words of `tiny_vocab.json` as tokens.
    func words() throws -> WordTokens { try WordTokens(path: "\(folder)/tiny_vocab.json") }
}

extension JSON {
    func at(_ names: String...) throws(GoldenFault) -> JSON {
        var value = self
        for name in names {
            guard let next = value[name] else { throw GoldenFault("no field \(names.joined(separator: "."))") }
            value = next
        }
        return value
    }

    func requiredNumber() throws(GoldenFault) -> Double {
        guard let number else { throw GoldenFault("\(kind) where a number is wanted") }
        return number
    }

    func requiredInteger() throws(GoldenFault) -> Int {
        guard let integer, (-(1 << 40)...(1 << 40)).contains(integer) else {
            throw GoldenFault("\(kind) where an integer is wanted")
        }
        return integer
    }

    func requiredString() throws(GoldenFault) -> String {
        guard let string else { throw GoldenFault("\(kind) where a string is wanted") }
        return string
    }

    func requiredArray() throws(GoldenFault) -> [JSON] {
        guard let array else { throw GoldenFault("\(kind) where a list is wanted") }
        return array
    }

    func numbers() throws(GoldenFault) -> [Double] {
        var numbers: [Double] = []
        for value in try requiredArray() { numbers.append(try value.requiredNumber()) }
        return numbers
    }

    func integers() throws(GoldenFault) -> [Int] {
        var integers: [Int] = []
        for value in try requiredArray() { integers.append(try value.requiredInteger()) }
        return integers
    }

    func strings() throws(GoldenFault) -> [String] {
        var strings: [String] = []
        for value in try requiredArray() { strings.append(try value.requiredString()) }
        return strings
    }

    /// Token ids below `vocabulary`.
    func tokens(below vocabulary: Int) throws(GoldenFault) -> [Int32] {
        let ids = try integers()
        guard ids.allSatisfy({ (0..<vocabulary).contains($0) }) else {
            throw GoldenFault("tokens beyond \(vocabulary)")
        }
        return ids.map(Int32.init)
    }
}

extension GoldenEditingCase {
    var json: JSON { .object(fields) }

    /// A layer's number out of a weight's name, such as `model.layers.1.mlp.down_proj`.
    static func site(ofWeight name: String) throws(GoldenFault) -> EditSite {
        let numbers = name.split(separator: ".").compactMap { Int($0) }
        guard let layer = numbers.first, (0..<1024).contains(layer) else {
            throw GoldenFault("no layer in \(name)")
        }
        return EditSite(layer: layer, projection: name.contains("c_fc") ? .up : .down)
    }
}

/// Words and marks as tokens.
struct WordTokens: Sendable {
    private let ids: [String: Int32]

    init(path: String) throws {
        let json = try JSON(parsing: try readFile(path, bytesMax: 1 << 24))
        let names = try json.at("vocab").strings()
        ids = Dictionary(names.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    }

    /// Runs of letters, digits and underscores, and runs of other marks; what is not known is token 1.
    func encode(_ text: String) -> [Int32] {
        var words: [String] = []
        var last: Bool?
        for character in text {
            guard !character.isWhitespace else {
                last = nil
                continue
            }
            let isWord = character.isLetter || character.isNumber || character == "_"
            if last == isWord { words[words.count - 1].append(character) } else { words.append(String(character)) }
            last = isWord
        }
        return words.map { ids[$0] ?? 1 }
    }

    /// What stands before the prompt in templates such as "The city is. {}"; the bare one is left out.
    func prefixes(_ templates: [String]) -> PrefixBank {
        PrefixBank(version: 1, prefixes: templates.filter { $0 != "{}" }.map { template in
            encode(template.replacing("{}", with: ""))
        })
    }
}
