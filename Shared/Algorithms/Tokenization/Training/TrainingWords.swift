/// The different words of a corpus as tokens, which become fewer with each merge.
struct TrainingWords {
    private var tokens: [Int32] = []
    private var starts: [Int] = []
    private var lengths: [Int32] = []
    private let weights: [Int]
    private let bytes: Int

    init(_ counts: WordCounts, byteTokens: [Int32]) {
        weights = counts.counts
        for place in weights.indices {
            let word = counts.word(place)
            starts.append(tokens.count)
            lengths.append(Int32(word.count))
            for byte in word { tokens.append(byteTokens[Int(byte)]) }
        }
        bytes = zip(lengths, weights).reduce(0) { $0 + Int($1.0) * $1.1 }
    }

    /// 1 before the first merge, of the words with their repetitions.
    var bytesPerToken: Double {
        let tokens = zip(lengths, weights).reduce(0) { $0 + Int($1.0) * $1.1 }
        return Double(bytes) / Double(max(1, tokens))
    }

    /// The pairs of all words.
    func pairs() -> PairCounts {
        var pairs = PairCounts()
        for word in starts.indices {
            let start = starts[word]
            for place in start..<start + max(0, Int(lengths[word]) - 1) {
                pairs.add(
                    weights[word], to: .init(left: tokens[place], right: tokens[place + 1]), in: Int32(word))
            }
        }
        return pairs
    }

    /// Puts `token` where the pair stands, in every word.
    ///
    /// - Returns: the places of the pairs that have become more frequent, each once.
    mutating func merge(
        _ pair: PairCounts.Pair, at place: Int, into token: Int32, _ pairs: inout PairCounts
    ) -> [Int] {
        var risen: [Int] = []
        for word in pairs.retire(place) { merge(pair, into: token, in: word, &pairs, &risen) }
        risen.sort()
        return risen.enumerated().filter { $0 == 0 || risen[$0 - 1] != $1 }.map(\.element)
    }

    /// From left to right, as the encoder merges.
    private mutating func merge(
        _ pair: PairCounts.Pair, into token: Int32, in word: Int32, _ pairs: inout PairCounts, _ risen: inout [Int]
    ) {
        let start = starts[Int(word)], end = start + Int(lengths[Int(word)]), weight = weights[Int(word)]
        var (read, written) = (start, start)
        while read < end {
            guard read + 1 < end, tokens[read] == pair.left, tokens[read + 1] == pair.right else {
                tokens[written] = tokens[read]
                (read, written) = (read + 1, written + 1)
                continue
            }
            if written > start {
                let before = tokens[written - 1]
                pairs.add(-weight, to: .init(left: before, right: pair.left), in: word)
                risen.append(pairs.add(weight, to: .init(left: before, right: token), in: word))
            }
            if read + 2 < end {
                let after = tokens[read + 2]
                pairs.add(-weight, to: .init(left: pair.right, right: after), in: word)
                risen.append(pairs.add(weight, to: .init(left: token, right: after), in: word))
            }
            tokens[written] = token
            (read, written) = (read + 2, written + 1)
        }
        lengths[Int(word)] = Int32(written - start)
    }
}
