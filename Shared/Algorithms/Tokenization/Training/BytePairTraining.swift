/// Learns a byte-level vocabulary: the most frequent pair of neighbouring tokens becomes a token, again and again.
///
///     Sennrich et al. 2016, algorithm 1, on bytes (Radford et al. 2019, section 2.2)
///
/// Of equally frequent pairs that of the smaller tokens comes first, so that a corpus has one result.
/// Tokens are numbered: special ones, the 256 bytes in the order of the characters that write them, merges. Counts are
/// kept up to date word by word, and the next pair comes from a heap: the time is that of the words that change.
public struct BytePairTraining: Sendable {
    /// Tokens there will be at most.
    public let vocabulary: Int
    /// Tokens that stand for no text, such as `</s>`.
    public let specials: [String]
    /// Pairs that are rarer are not merged.
    public let countMin: Int

    /// - Precondition: the vocabulary has room for the special tokens and 256 bytes; the special ones differ.
    public init(vocabulary: Int, specials: [String], countMin: Int = 2) {
        precondition(vocabulary >= specials.count + 256 && vocabulary <= Vocabulary.idsMax, "\(vocabulary) tokens")
        precondition(Set(specials).count == specials.count, "special tokens \(specials)")
        self.vocabulary = vocabulary
        self.specials = specials
        self.countMin = max(1, countMin)
    }

    public func train(_ counts: WordCounts) -> TrainedTokenizer { train(counts) { _ in } }

    /// - Parameter progress: is told now and then how many tokens there are.
    public func train(_ counts: WordCounts, progress: (Int) throws -> Void) rethrows -> TrainedTokenizer {
        var result = TrainedTokenizer(specials: specials, cutting: counts.cutting)
        var words = TrainingWords(counts, byteTokens: result.byteTokens)
        var pairs = words.pairs()
        var queue = BinaryHeap<Candidate>()
        for place in pairs.pairs.indices { queue.push(Candidate(pairs, place)) }
        while result.count < vocabulary, let next = queue.pop() {
            guard next.count == pairs.counts[next.place] else {
                queue.push(Candidate(pairs, next.place))
                continue
            }
            guard next.count >= countMin else { break }
            guard let token = result.merge(next.pair) else { continue }
            for place in words.merge(next.pair, at: next.place, into: token, &pairs) {
                queue.push(Candidate(pairs, place))
            }
            if result.count.isMultiple(of: 64) { try progress(result.count) }
        }
        result.bytesPerToken = words.bytesPerToken
        return result
    }
}

/// A pair that may be merged next. Its count may have fallen since; it never rises, since a count rises only while the
/// pair's newest token is made, and the pair is offered again then.
private struct Candidate: HeapEntry {
    let count: Int
    let pair: PairCounts.Pair
    let place: Int

    init(_ pairs: PairCounts, _ place: Int) {
        (count, pair, self.place) = (pairs.counts[place], pairs.pairs[place], place)
    }

    func comes(before other: Candidate) -> Bool {
        if count != other.count { return count > other.count }
        return (pair.left, pair.right) < (other.pair.left, other.pair.right)
    }
}
