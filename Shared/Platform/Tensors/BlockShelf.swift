/// Which blocks wait for their next use, by size; it knows addresses and touches no memory.
///
/// Where a further one would be too much, those of the size that was asked for longest ago go first: a size that no
/// longer comes must not take the place of those that do.
package struct BlockShelf {
    private struct Row {
        var blocks: [UInt] = []
        var askedAt = 0
    }

    private var rows: [Int: Row] = [:]
    private var bytesMax: Int
    private var asked = 0
    package private(set) var bytes = 0

    package init(bytesMax: Int) { self.bytesMax = bytesMax }

    /// A block of just this size, if one is there.
    package mutating func take(_ size: Int) -> UInt? {
        asked += 1
        rows[size, default: Row()].askedAt = asked
        guard let address = rows[size]?.blocks.popLast() else { return nil }
        bytes -= size
        return address
    }

    /// - Returns: blocks that are too much now, perhaps this one.
    package mutating func put(_ address: UInt, _ size: Int) -> [UInt] {
        rows[size, default: Row()].blocks.append(address)
        bytes += size
        return surplus()
    }

    /// Keeps so many bytes from now on.
    ///
    /// - Returns: blocks that are too much.
    package mutating func hold(_ bytesMax: Int) -> [UInt] {
        self.bytesMax = bytesMax
        return surplus()
    }

    private mutating func surplus() -> [UInt] {
        var gone: [UInt] = []
        while bytes > bytesMax {
            let held = rows.filter { !$0.value.blocks.isEmpty }
            guard let size = held.min(by: { $0.value.askedAt < $1.value.askedAt })?.key else { break }
            while bytes > bytesMax, let address = rows[size]?.blocks.popLast() {
                gone.append(address)
                bytes -= size
            }
        }
        return gone
    }
}
