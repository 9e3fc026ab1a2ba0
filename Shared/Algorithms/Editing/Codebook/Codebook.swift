public import Autograd
public import Bytes
public import Tensors
public import Transformer

/// How keys grow and what they replace.                                  Hartvigsen et al. 2023, section 3 and appendix
public struct CodebookSettings: ByteCodable, Hashable, Sendable {
    /// Which rows of a text that meets a key get its value.
    public enum Replacement: UInt8, Sendable, CaseIterable {
        /// The last token of the prompt.
        case last
        /// All tokens of the prompt but the last, as the published implementation has it.
        case prompt
        case all
    }

    /// What happens to a key that a request with the same label meets.
    public enum Growth: UInt8, Sendable, CaseIterable {
        /// Its radius grows to reach the request.
        case coverage
        /// That, and the key moves half the way.
        case movingAverage
    }

    /// When two labels are the same.
    public enum LabelRule: UInt8, Sendable, CaseIterable {
        case tokens
        /// By the mean of a whole row of labels, in which what is ignored counts -100: the published implementation's
        /// rule, for which {7, 7} and {8, 6} are one.
        case mean
    }

    /// The radius of a key of its own.
    public var radius: Float
    public var replacement: Replacement
    public var growth: Growth
    public var labels: LabelRule

    public init(
        radius: Float = 1, replacement: Replacement = .last, growth: Growth = .coverage, labels: LabelRule = .tokens
    ) {
        self.radius = radius
        self.replacement = replacement
        self.growth = growth
        self.labels = labels
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        radius = try reader.readFloat()
        replacement = try reader.readCase()
        growth = try reader.readCase()
        labels = try reader.readCase()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(radius)
        writer.write(replacement.rawValue)
        writer.write(growth.rawValue)
        writer.write(labels.rawValue)
    }
}

extension ByteReader {
    /// One byte that names a case.
    mutating func readCase<Case: RawRepresentable<UInt8>>(_ type: Case.Type = Case.self) throws(BytesError) -> Case {
        let number = try read(UInt8.self)
        guard let value = Case(rawValue: number) else { throw .value(field: "\(type)", found: "\(number)") }
        return value
    }
}

/// Keys, the outputs that stand for them, and how far each reaches.                Hartvigsen et al. 2023, algorithm 1
///
/// It is what the entries make of it in their order: left out, an entry leaves no trace, and no model is needed for it.
public struct Codebook: Sendable {
    public struct Key: Sendable {
        public var key: [Float]
        public var value: Tensor
        public var radius: Float
        let label: [Int32]
    }

    public let settings: CodebookSettings
    public private(set) var keys: [Key] = []

    public init(_ settings: CodebookSettings) { self.settings = settings }

    /// The nearest key, the first of equals, and its distance.
    public func nearest(to query: [Float]) -> (key: Int, distance: Float)? {
        var best: (key: Int, distance: Float)?
        for (index, key) in keys.enumerated() {
            let distance = zip(key.key, query).reduce(Float(0)) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
            if best.map({ distance < $0.distance }) ?? true { best = (index, distance) }
        }
        return best
    }

    /// The key whose radius a query lies in.
    public func match(_ query: [Float]) -> Int? {
        guard let (key, distance) = nearest(to: query), distance <= keys[key].radius else { return nil }
        return key
    }

    /// Lets an entry in, and gives the key that is its own now: a new one, or one of the same label that it extends.
    @discardableResult
    public mutating func admit(_ query: [Float], label: [Int32], value: Tensor) -> Int {
        guard let (near, distance) = nearest(to: query), distance <= settings.radius + keys[near].radius else {
            return append(query, label, value, radius: settings.radius)
        }
        guard isSame(label, keys[near].label) else {
            // Two targets share the way between them.
            keys[near].radius = distance / 2 - 1e-5
            return append(query, label, value, radius: distance / 2)
        }
        if distance > keys[near].radius {
            keys[near].radius = distance
            if settings.growth == .movingAverage {
                keys[near].key = zip(keys[near].key, query).map { ($0 + $1) / 2 }
            }
        }
        return near
    }

    /// Gives a key another value.
    public mutating func learn(_ value: Tensor, at key: Int) { keys[key].value = value }

    private mutating func append(_ key: [Float], _ label: [Int32], _ value: Tensor, radius: Float) -> Int {
        keys.append(Key(key: key, value: value, radius: radius, label: label))
        return keys.count - 1
    }

    private func isSame(_ a: [Int32], _ b: [Int32]) -> Bool {
        switch settings.labels {
        case .tokens: a == b
        case .mean: Self.mean(a) == Self.mean(b)
        }
    }

    private static func mean(_ label: [Int32]) -> Float {
        Float(label.reduce(0) { $0 + Int($1) }) / Float(max(1, label.count))
    }

    /// Which tokens of a text get the value.
    public func replaced(promptTokens: Int) -> Range<Int> {
        switch settings.replacement {
        case .last: max(0, promptTokens - 1)..<promptTokens
        case .prompt: 0..<max(0, promptTokens - 1)
        case .all: 0..<Int.max
        }
    }
}

/// A codebook at its layer: routed by what the last token of the prompt reads.
public struct CodebookEffect: SiteEffect {
    public let layer: EditSite
    public let codebook: Codebook

    public var site: HookSite { layer.hook }
    public var isRouted: Bool { true }

    init(layer: EditSite, entries: [CodebookEntry]) {
        var codebook = Codebook(entries.first?.settings ?? CodebookSettings())
        for entry in entries {
            let key = codebook.admit(entry.key.array, label: entry.label, value: entry.value)
            codebook.learn(entry.value, at: key)
        }
        self.layer = layer
        self.codebook = codebook
    }

    public func decide(_ input: Tensor) -> Int? {
        codebook.match(input[rows: input.rows - 1..<input.rows].array)
    }

    public func apply(_ decision: Int, to rows: EffectRows, on tape: Tape) -> Variable {
        let numbers = rows.numbers(in: codebook.replaced(promptTokens: rows.promptTokens))
        guard !numbers.isEmpty else { return rows.output }
        let value = Verbs.concatenate(numbers.map { _ in codebook.keys[decision].value })
        return tape.replaceRows(numbers, of: rows.output, with: .constant(value))
    }
}
