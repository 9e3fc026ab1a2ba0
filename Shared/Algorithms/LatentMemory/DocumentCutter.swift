/// Cuts a document into the pieces that a pool absorbs one after another.
///
/// Of all cuts whose pieces keep the limits it takes the one with the fewest cuts inside a sentence, then with the
/// fewest pieces shorter than K, then with the fewest pieces: a shortest path over the cutting points. A pure function
/// of token counts and sentence ends.
public struct DocumentCutter: Hashable, Sendable {
    /// No piece is longer (`max_piece_tokens`).
    public let pieceTokensMax: Int
    /// No piece is shorter, but for a whole document that is: 16, or K if that is smaller.
    public let pieceTokensMin: Int
    /// Shorter pieces write some old tokens again (K).
    public let updateTokens: Int

    public init(pieceTokensMax: Int, updateTokens: Int) {
        precondition(pieceTokensMax > 0 && updateTokens > 0, "pieces of \(pieceTokensMax), K \(updateTokens)")
        self.pieceTokensMax = pieceTokensMax
        self.updateTokens = min(updateTokens, pieceTokensMax)
        pieceTokensMin = min(16, updateTokens, pieceTokensMax)
    }

    private enum Cost {
        static let unreachable = Int.max / 2
        static let insideSentence = 1 << 40
        static let short = 1 << 20
        static let piece = 1
    }

    /// The pieces of a document, in order and without gaps; none for an empty document.
    ///
    /// - Parameter endsSentence: for every token, whether a sentence ends with it.
    public func pieces(endsSentence: [Bool]) -> [Range<Int>] {
        let count = endsSentence.count
        guard count > pieceTokensMax else { return count == 0 ? [] : [0..<count] }
        var least = pieceTokensMin
        while true {
            if let pieces = shortestPath(endsSentence: endsSentence, least: least) { return pieces }
            // Limits so close together that no whole number of pieces fits: only then a piece may be shorter.
            least -= 1
        }
    }

    private func shortestPath(endsSentence: [Bool], least: Int) -> [Range<Int>]? {
        let count = endsSentence.count
        var cost = [Int](repeating: Cost.unreachable, count: count + 1)
        var previous = [Int](repeating: 0, count: count + 1)
        cost[0] = 0
        let long = max(updateTokens, least)
        var longWindow = SlidingMinimum(), shortWindow = SlidingMinimum()
        for end in least..<(count + 1) {
            shortWindow.append(end - least, cost[end - least], dropBelow: end - long + 1)
            if end >= long { longWindow.append(end - long, cost[end - long], dropBelow: end - pieceTokensMax) }
            let whole = end == count || endsSentence[end - 1]
            var best = longWindow.least ?? (place: 0, value: Cost.unreachable)
            if let short = shortWindow.least, short.value + Cost.short < best.value {
                best = (short.place, short.value + Cost.short)
            }
            guard best.value < Cost.unreachable else { continue }
            cost[end] = best.value + Cost.piece + (whole ? 0 : Cost.insideSentence)
            previous[end] = best.place
        }
        return cost[count] < Cost.unreachable ? path(to: count, previous) : nil
    }

    private func path(to end: Int, _ previous: [Int]) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var end = end
        while end > 0 {
            pieces.append(previous[end]..<end)
            end = previous[end]
        }
        return pieces.reversed()
    }
}

/// The least of the values in a window that moves to the right; of equal ones the rightmost.
struct SlidingMinimum {
    private var entries: [(place: Int, value: Int)] = []
    private var first = 0

    var least: (place: Int, value: Int)? { first < entries.count ? entries[first] : nil }

    mutating func append(_ place: Int, _ value: Int, dropBelow start: Int) {
        while entries.count > first, let last = entries.last, last.value >= value { entries.removeLast() }
        entries.append((place, value))
        while first < entries.count, entries[first].place < start { first += 1 }
    }
}
