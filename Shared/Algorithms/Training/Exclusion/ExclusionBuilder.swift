/// Collects the runs of words of texts that are kept for evaluation.
public struct ExclusionBuilder: Sendable {
    private let run: Int
    private let gram: Int
    private let bits: Int
    private var hashes: [UInt64] = []
    private var sources: [ExclusionSource] = []

    /// - Parameters:
    ///   - run: words in a row that no text for training may share.
    ///   - gram: words that one hash stands for, at most `run`.
    ///   - bits: the logarithm of how much larger the space of hashes is than their number.
    public init(run: Int = 13, gram: Int = 9, bits: Int = 7) {
        let isUsable = ExclusionFilter.isUsable(run: run, gram: gram, bits: bits)
        precondition(isUsable, "\(gram) of \(run) words, \(bits) bits")
        (self.run, self.gram, self.bits) = (run, gram, bits)
    }

    /// Adds a text. One of fewer than `run` words can share no such run, and leaves nothing.
    public mutating func add(_ text: String) {
        let words = WordHashes(text).values
        if words.count >= run { hashes.append(contentsOf: GramHashes(words, length: gram)) }
    }

    public mutating func add(source: ExclusionSource) { sources.append(source) }

    public consuming func build() -> ExclusionFilter {
        hashes.sort()
        let distinct = Self.distinct(hashes)
        let space = UInt64(max(distinct.count, 1)) << UInt64(bits)
        let reduced = Self.distinct(distinct.map { ExclusionFilter.reduced($0, to: space) })
        return ExclusionFilter(run: run, gram: gram, bits: bits, sources: sources, sortedHashes: reduced, space: space)
    }

    private static func distinct(_ sorted: [UInt64]) -> [UInt64] {
        var result: [UInt64] = []
        result.reserveCapacity(sorted.count)
        for value in sorted where result.last != value { result.append(value) }
        return result
    }
}

extension ExclusionFilter {
    static func isUsable(run: Int, gram: Int, bits: Int) -> Bool {
        (1...64).contains(run) && (1...run).contains(gram) && (4...24).contains(bits)
    }
}
