/// Random numbers as a function of a key and a place: Philox 4x64 with ten rounds.   Salmon et al. 2011, section 3.3
///
/// Equal keys and places give equal numbers on every machine, in any order, and no state is kept between uses.
public struct CounterGenerator: RandomNumberGenerator, Sendable {
    private let key: (UInt64, UInt64)
    private let place: (UInt64, UInt64, UInt64)
    private var block: UInt64 = 0
    private var pending: [UInt64] = []

    /// - Parameters:
    ///   - key: what the numbers belong to, such as the seed of a pool, and the purpose they serve.
    ///   - place: where in that thing they are used.
    public init(key: (UInt64, UInt64), place: (UInt64, UInt64, UInt64)) {
        self.key = key
        self.place = place
    }

    public mutating func next() -> UInt64 {
        if pending.isEmpty {
            pending = Self.block((block, place.0, place.1, place.2), key: key).reversed()
            block += 1
        }
        return pending.removeLast()
    }

    /// A number in 0 ..< `bound`, each equally likely.                                  Lemire 2019, algorithm 5
    public mutating func next(below bound: UInt64) -> UInt64 {
        precondition(bound > 0, "no number is below 0")
        var product = next().multipliedFullWidth(by: bound)
        if product.low < bound {
            let threshold = (0 &- bound) % bound
            while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
        }
        return product.high
    }

    /// A number in 0 ..< 1, a multiple of 2^-53.
    public mutating func nextUnit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Four numbers of the counter `counter` under `key`.
    package static func block(
        _ counter: (UInt64, UInt64, UInt64, UInt64), key: (UInt64, UInt64)
    ) -> [UInt64] {
        var (x0, x1, x2, x3) = counter
        var (k0, k1) = key
        for _ in 0..<10 {
            let even = x0.multipliedFullWidth(by: 0xD2E7_470E_E14C_6C93)
            let odd = x2.multipliedFullWidth(by: 0xCA5A_8263_9512_1157)
            (x0, x1, x2, x3) = (odd.high ^ x1 ^ k0, odd.low, even.high ^ x3 ^ k1, even.low)
            k0 &+= 0x9E37_79B9_7F4A_7C15
            k1 &+= 0xBB67_AE85_84CA_A73B
        }
        return [x0, x1, x2, x3]
    }
}
