/// A permutation of 0 ..< count that costs no memory: a Feistel network over an even number of bits, walked along its
/// cycle until it lands below `count`.                                                   Black and Rogaway 2002
struct Permutation: Sendable {
    private static let rounds = 8

    let count: Int
    private let halfBits: UInt64
    private let key: UInt64

    init(count: Int, seed: UInt64, stream: UInt64) {
        self.count = count
        let bits = count < 2 ? 1 : UInt64(64 - (count - 1).leadingZeroBitCount)
        halfBits = (bits + 1) / 2
        key = Self.mixed(Self.mixed(seed) ^ (stream &* 0x9E37_79B9_7F4A_7C15))
    }

    subscript(index: Int) -> Int {
        precondition((0..<count).contains(index), "\(index) of \(count)")
        var value = UInt64(index)
        // The network permutes at most 4 times as many numbers: 4 walks on average, and an end always.
        repeat { value = network(value) } while value >= UInt64(count)
        return Int(value)
    }

    private func network(_ value: UInt64) -> UInt64 {
        let mask = (1 << halfBits) - 1 as UInt64
        var (left, right) = (value >> halfBits, value & mask)
        for round in 0..<Self.rounds {
            (left, right) = (right, left ^ (Self.mixed(right ^ (key &+ UInt64(round) << 56)) & mask))
        }
        return left << halfBits | right
    }

    /// The finaliser of SplitMix64.                                             Steele, Lea and Flood 2014, figure 16
    private static func mixed(_ value: UInt64) -> UInt64 {
        var value = value &+ 0x9E37_79B9_7F4A_7C15
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
