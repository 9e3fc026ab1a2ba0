/// How often each pair of neighbours stands in the words of a corpus, and in which words.
struct PairCounts {
    /// Two tokens that stand side by side.
    struct Pair: Hashable {
        let left: Int32
        let right: Int32
    }

    private var places: [Pair: Int32] = [:]
    private(set) var pairs: [Pair] = []
    private(set) var counts: [Int] = []
    /// For each pair the words that have or had it; a word may stand there twice.
    private var words: [[Int32]] = []

    /// Adds `change` to the count of a pair, which is that of `word`.
    ///
    /// - Returns: the place of the pair.
    @discardableResult
    mutating func add(_ change: Int, to pair: Pair, in word: Int32) -> Int {
        let place = self.place(of: pair)
        counts[place] += change
        if change > 0, words[place].last != word { words[place].append(word) }
        return place
    }

    private mutating func place(of pair: Pair) -> Int {
        if let place = places[pair] { return Int(place) }
        places[pair] = Int32(pairs.count)
        pairs.append(pair)
        counts.append(0)
        words.append([])
        return pairs.count - 1
    }

    /// Takes the words of a pair that is no more.
    mutating func retire(_ place: Int) -> [Int32] {
        defer { (counts[place], words[place]) = (0, []) }
        return words[place]
    }
}
