/// What stands in a heap, in the order in which it leaves it.
protocol HeapEntry {
    func comes(before other: Self) -> Bool
}

/// A binary heap: the entry that comes before all others is on top.
struct BinaryHeap<Entry: HeapEntry> {
    private var entries: [Entry] = []

    mutating func push(_ entry: Entry) {
        var place = entries.count
        entries.append(entry)
        while place > 0, entry.comes(before: entries[(place - 1) / 2]) {
            entries[place] = entries[(place - 1) / 2]
            place = (place - 1) / 2
        }
        entries[place] = entry
    }

    mutating func pop() -> Entry? {
        guard let top = entries.first, let last = entries.popLast() else { return nil }
        guard !entries.isEmpty else { return top }
        var place = 0
        while true {
            var child = 2 * place + 1
            guard child < entries.count else { break }
            if child + 1 < entries.count, entries[child + 1].comes(before: entries[child]) { child += 1 }
            guard entries[child].comes(before: last) else { break }
            entries[place] = entries[child]
            place = child
        }
        entries[place] = last
        return top
    }
}
