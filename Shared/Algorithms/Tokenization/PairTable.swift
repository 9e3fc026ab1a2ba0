/// What becomes of two neighbouring tokens.
struct Merge: Equatable {
    /// Merges of smaller rank come first.
    let rank: Int32
    /// The token that takes their place.
    let id: Int32
}

/// The merges of a byte-pair vocabulary by their two tokens.
struct PairTable: Sendable {
    private var keys: [UInt64]
    private var merges: [Merge?]

    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        keys = [UInt64](repeating: 0, count: size)
        merges = [Merge?](repeating: nil, count: size)
    }

    /// Notes a merge; a pair's first merge stays.
    mutating func insert(_ left: Int32, _ right: Int32, _ merge: Merge) {
        let key = Self.key(left, right)
        var slot = slot(of: key)
        while merges[slot] != nil {
            if keys[slot] == key { return }
            slot = (slot + 1) & (keys.count - 1)
        }
        keys[slot] = key
        merges[slot] = merge
    }

    subscript(left: Int32, right: Int32) -> Merge? {
        let key = Self.key(left, right)
        var slot = slot(of: key)
        while let merge = merges[slot] {
            if keys[slot] == key { return merge }
            slot = (slot + 1) & (keys.count - 1)
        }
        return nil
    }

    private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
    }

    private func slot(of key: UInt64) -> Int {
        let hash = key &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: hash >> 32) & (keys.count - 1)
    }
}
