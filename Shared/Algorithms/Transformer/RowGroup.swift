public import Tensors

/// The attention cache of one sequence: rotated keys, and values, of its text in every layer.
public struct TextCache: Sendable {
    var layers: [TextSegment]

    /// - Parameter capacity: tokens for which there is room at first.
    public init(_ configuration: ModelConfiguration, capacity: Int) {
        layers = (0..<configuration.layers).map { _ in
            TextSegment(columns: configuration.keyValueWidth, capacity: capacity)
        }
    }

    private init() { layers = [] }

    /// Stands where a cache was moved away from.
    static let released = TextCache()

    /// How many tokens it holds.
    public var count: Int { layers.last?.count ?? 0 }

    /// Forgets all tokens but the first `count`.
    public mutating func truncate(to count: Int) {
        for layer in layers.indices { layers[layer].truncate(to: count) }
    }
}

/// The rows of one sequence in a step, and what they see.
public struct RowGroup: Sendable {
    /// How many rows of the step are its own.
    public var rows: Int
    /// The position of its first row.
    public var firstPosition: Int
    /// How many rows of the raw prefix are its own, where a step has one.
    public var prefixRows: Int
    /// What it sees before its text, one segment per layer; empty where the prefix is raw or there is none.
    public var memory: [MemorySegment]
    /// Its text so far; grows by the rows of the step.
    public var text: TextCache
    public var rotary: Rotary
    public var hooks: HookPlan
    /// Where its last row looks, layer by layer; nil, and nothing is computed, if nobody wants to know.
    public internal(set) var attention: MemoryAttention?

    public init(
        rows: Int, firstPosition: Int, prefixRows: Int = 0, memory: [MemorySegment] = [], text: TextCache,
        rotary: Rotary, hooks: HookPlan = .empty
    ) {
        self.rows = rows
        self.firstPosition = firstPosition
        self.prefixRows = prefixRows
        self.memory = memory
        self.text = text
        self.rotary = rotary
        self.hooks = hooks
    }

    /// Moves the text out, so that its only owner may append to it in place.
    mutating func releaseText() -> TextCache {
        let text = self.text
        self.text = .released
        return text
    }

    var positions: Range<Int> { firstPosition..<firstPosition + rows }
}
