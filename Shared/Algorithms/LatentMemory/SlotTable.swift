/// The slots of one shard in order, the oldest first: one list that all layers share, or one list per layer.
public struct SlotTable: Hashable, Sendable {
    /// One list, or L lists; a list is empty until the first fill.
    public private(set) var lists: [[SlotPlace]]

    public init(lists: [[SlotPlace]]) { self.lists = lists }

    /// The slots of a layer.
    public func slots(layer: Int) -> [SlotPlace] { lists.count == 1 ? lists[0] : lists[layer] }

    /// Whether the first fill has not happened yet.
    public var isEmpty: Bool { lists[0].isEmpty }

    /// The forgotten slots go, the rest move left, the new ones stand at the end.
    ///
    ///     theta' = [ keep(theta) ; delta ]                                        Wang et al. 2024, section 3.1.2
    ///
    /// - Parameters:
    ///   - forgotten: ascending slot numbers, as many lists as the table has.
    ///   - places: the new tokens.
    public mutating func replace(forgotten: [[UInt32]], with places: [SlotPlace]) {
        precondition(forgotten.count == lists.count, "\(forgotten.count) lists for a table of \(lists.count)")
        for index in lists.indices { lists[index].removeSlots(forgotten[index], appending: places) }
    }

    /// Takes `rows` new tokens of a source: the first fill if it is empty, in the place of forgotten slots if not.
    ///
    /// - Parameters:
    ///   - forgotten: ascending slots, one list or L lists; ignored on a first fill.
    ///   - tokens: N / S.
    mutating func absorb(source: UInt32, rows: Int, forgotten: [[UInt32]], tokens: Int) {
        if isEmpty {
            fill(with: firstFillRows(rows: rows, tokens: tokens).map { SlotPlace(source: source, row: $0) })
        } else {
            if lists.count < forgotten.count { separateLayers(forgotten.count) }
            replace(forgotten: forgotten, with: (0..<UInt32(rows)).map { SlotPlace(source: source, row: $0) })
        }
    }

    /// Drops sources that no slot of any table refers to, and numbers the rest anew.
    static func withoutUnused<Source>(_ sources: [Source], _ tables: [SlotTable]) -> ([Source], [SlotTable]) {
        var isUsed = [Bool](repeating: false, count: sources.count)
        for table in tables {
            for list in table.lists {
                for place in list { isUsed[Int(place.source)] = true }
            }
        }
        guard isUsed.contains(false) else { return (sources, tables) }
        var number: UInt32 = 0
        let numbers = isUsed.map { used in
            defer { number += used ? 1 : 0 }
            return number
        }
        let renumbered = tables.map { table in
            SlotTable(lists: table.lists.map { list in
                list.map { SlotPlace(source: numbers[Int($0.source)], row: $0.row) }
            })
        }
        return (zip(sources, isUsed).filter(\.1).map(\.0), renumbered)
    }

    /// Gives each of L layers a list of its own.
    mutating func separateLayers(_ layers: Int) {
        if lists.count == 1 { lists = Array(repeating: lists[0], count: layers) }
    }

    /// Gives every list the slots of a first fill.
    public mutating func fill(with places: [SlotPlace]) {
        for index in lists.indices { lists[index] = places }
    }
}

extension Array {
    /// Removes the elements at `ascending` places and appends `new`, in one pass.
    mutating func removeSlots(_ ascending: [UInt32], appending new: some Collection<Element>) {
        var kept: [Element] = []
        kept.reserveCapacity(count - ascending.count + new.count)
        var start = 0
        for slot in ascending {
            kept.append(contentsOf: self[start..<Int(slot)])
            start = Int(slot) + 1
        }
        kept.append(contentsOf: self[start...])
        kept.append(contentsOf: new)
        self = kept
    }
}

/// Which rows of a first delta fill an empty shard: all of it again and again, then its newest rows.
///
///     theta = [ delta ... delta ; last (N mod m) rows of delta ],  or the last N rows if m >= N
///
/// - Parameters:
///   - rows: m, at least 1.
///   - tokens: N / S.
/// - Returns: N / S row numbers.
public func firstFillRows(rows: Int, tokens: Int) -> [UInt32] {
    precondition(rows > 0, "a delta without rows cannot fill a pool")
    guard rows < tokens else { return (UInt32(rows - tokens)..<UInt32(rows)).map { $0 } }
    let whole = (0..<tokens / rows).flatMap { _ in 0..<UInt32(rows) }
    return whole + (UInt32(rows - tokens % rows)..<UInt32(rows))
}
