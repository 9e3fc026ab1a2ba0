/// Finds the number of a byte string among many, without making a value for the key.
struct PieceTable: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int32] = []
    private var ids: [Int32] = []
    /// 1 + the place of an entry, or 0; as many as a power of two.
    private var slots: [Int32]
    /// Length of the longest key.
    private(set) var longest = 0

    /// - Parameter capacity: keys for which there is room at first.
    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        slots = [Int32](repeating: 0, count: size)
    }

    var count: Int { ids.count }

    /// The key that was noted as number `place`.
    func key(_ place: Int) -> ArraySlice<UInt8> { bytes[(place == 0 ? 0 : Int(ends[place - 1]))..<Int(ends[place])] }

    /// Notes `id` for `key`; the first id of a key stays. False if there was one.
    @discardableResult
    mutating func insert(_ key: [UInt8], id: Int) -> Bool {
        if ids.count * 2 >= slots.count { grow() }
        var slot = self.slot(of: key[...])
        while slots[slot] != 0 {
            if matches(key[...], Int(slots[slot]) - 1) { return false }
            slot = (slot + 1) & (slots.count - 1)
        }
        bytes.append(contentsOf: key)
        ends.append(Int32(bytes.count))
        ids.append(Int32(id))
        slots[slot] = Int32(ids.count)
        longest = max(longest, key.count)
        return true
    }

    private mutating func grow() {
        slots = [Int32](repeating: 0, count: slots.count * 2)
        for place in ids.indices {
            var slot = slot(of: key(place))
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(place + 1)
        }
    }

    /// The id noted for the key, or nil.
    subscript(key: ArraySlice<UInt8>) -> Int? {
        guard key.count <= longest else { return nil }
        var slot = self.slot(of: key)
        while slots[slot] != 0 {
            let entry = Int(slots[slot]) - 1
            if matches(key, entry) { return Int(ids[entry]) }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    subscript(key: String) -> Int? { self[Array(key.utf8)[...]] }

    private func matches(_ key: ArraySlice<UInt8>, _ entry: Int) -> Bool {
        let start = entry == 0 ? 0 : Int(ends[entry - 1])
        guard Int(ends[entry]) - start == key.count else { return false }
        var place = start
        for byte in key {
            if bytes[place] != byte { return false }
            place += 1
        }
        return true
    }

    /// FNV-1a, and its upper half mixed into the lower.
    private func slot(of key: ArraySlice<UInt8>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in key { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: hash ^ hash >> 32) & (slots.count - 1)
    }
}
