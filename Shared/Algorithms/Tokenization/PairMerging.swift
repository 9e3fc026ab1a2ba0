/// A token that may still merge with its neighbours.
struct Symbol {
    /// Its bytes in the text that is being merged.
    var start: Int32
    var end: Int32
    /// Its token, or -1 if the vocabulary has none.
    var id: Int32
    /// Whether it stays as it is.
    var isFrozen = false
    fileprivate var next: Int32 = -1
    fileprivate var previous: Int32 = -1

    init(start: Int, end: Int, id: Int32, isFrozen: Bool = false) {
        self.start = Int32(start)
        self.end = Int32(end)
        self.id = id
        self.isFrozen = isFrozen
    }

    var range: Range<Int> { Int(start)..<Int(end) }
}

/// Which two neighbours merge, when, and into what.
protocol MergeRules {
    func merge(_ left: Symbol, _ right: Symbol) -> Merge?
}

/// Merges neighbours, always the pair of smallest rank and of equal ranks the leftmost, until no pair has a merge.
///
/// Sennrich et al. 2016, algorithm 1, applied to one word. The time is n log n in the number of symbols.
func mergePairs(_ symbols: inout [Symbol], _ rules: some MergeRules) {
    if symbols.count <= 48 {
        mergeByScanning(&symbols, rules)
    } else {
        mergeByQueue(&symbols, rules)
    }
}

/// For words: looks through all pairs for the next one.
private func mergeByScanning(_ symbols: inout [Symbol], _ rules: some MergeRules) {
    guard symbols.count > 1 else { return }
    var merges = (1..<symbols.count).map { rules.merge(symbols[$0 - 1], symbols[$0]) }
    while let place = placeOfSmallest(merges), let merge = merges[place] {
        symbols[place].end = symbols[place + 1].end
        symbols[place].id = merge.id
        symbols.remove(at: place + 1)
        merges.remove(at: place)
        if place > 0 { merges[place - 1] = rules.merge(symbols[place - 1], symbols[place]) }
        if place < merges.count { merges[place] = rules.merge(symbols[place], symbols[place + 1]) }
    }
}

private func placeOfSmallest(_ merges: [Merge?]) -> Int? {
    var place: Int?
    var smallest = Int32.max
    for index in merges.indices {
        if let merge = merges[index], merge.rank < smallest || place == nil {
            place = index
            smallest = merge.rank
        }
    }
    return place
}

/// For long runs: a linked list of the symbols and a queue of the pairs.
private func mergeByQueue(_ symbols: inout [Symbol], _ rules: some MergeRules) {
    var queue = BinaryHeap<QueuedMerge>()
    for index in symbols.indices {
        symbols[index].previous = Int32(index) - 1
        symbols[index].next = index + 1 < symbols.count ? Int32(index) + 1 : -1
    }
    func offer(_ left: Int32, _ symbols: [Symbol]) {
        guard left >= 0, symbols[Int(left)].next >= 0 else { return }
        let right = symbols[Int(symbols[Int(left)].next)]
        guard let merge = rules.merge(symbols[Int(left)], right) else { return }
        queue.push(QueuedMerge(rank: merge.rank, left: left, end: right.end, id: merge.id))
    }
    for index in symbols.indices { offer(Int32(index), symbols) }
    while let entry = queue.pop() {
        let left = Int(entry.left)
        let right = Int(symbols[left].next)
        // A symbol that has been merged away has an empty range; a pair that has changed ends elsewhere.
        guard symbols[left].end > symbols[left].start, right >= 0, symbols[right].end == entry.end else { continue }
        symbols[left].end = entry.end
        symbols[left].id = entry.id
        symbols[right].start = entry.end
        let after = symbols[right].next
        symbols[left].next = after
        if after >= 0 { symbols[Int(after)].previous = entry.left }
        offer(symbols[left].previous, symbols)
        offer(entry.left, symbols)
    }
    symbols.removeAll { $0.start == $0.end }
}

/// A merge that may be done.
private struct QueuedMerge: HeapEntry {
    let rank: Int32
    let left: Int32
    let end: Int32
    let id: Int32

    func comes(before other: QueuedMerge) -> Bool { rank == other.rank ? left < other.left : rank < other.rank }
}
