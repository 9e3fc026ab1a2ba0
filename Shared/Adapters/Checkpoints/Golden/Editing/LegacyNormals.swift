internal import Foundation

/// The stream of normal numbers that the published causal tracing draws its noise from: NumPy's `RandomState`, whose
/// numbers are the Mersenne Twister's (Matsumoto and Nishimura 1998) by the polar method (Marsaglia and Bray 1964).
struct LegacyNormals {
    private var state: [UInt32]
    private var next = 624
    private var spare: Double?

    init(seed: UInt32) {
        state = [seed]
        for index in 1..<624 {
            let last = state[index - 1]
            state.append(1_812_433_253 &* (last ^ last >> 30) &+ UInt32(index))
        }
    }

    mutating func draw(_ count: Int) -> [Double] { (0..<count).map { _ in draw() } }

    private mutating func draw() -> Double {
        if let number = spare.take() { return number }
        while true {
            let (x, y) = (2 * unit() - 1, 2 * unit() - 1)
            let square = x * x + y * y
            guard square > 0, square < 1 else { continue }
            let factor = (-2 * log(square) / square).squareRoot()
            spare = factor * x
            return factor * y
        }
    }

    /// In 0 ..< 1, a multiple of 2^-53.
    private mutating func unit() -> Double {
        let (high, low) = (Double(word() >> 5), Double(word() >> 6))
        return (high * 67_108_864 + low) / 9_007_199_254_740_992
    }

    private mutating func word() -> UInt32 {
        if next == 624 { renew() }
        var y = state[next]
        next += 1
        y ^= y >> 11
        y ^= y << 7 & 0x9D2C_5680
        y ^= y << 15 & 0xEFC6_0000
        return y ^ y >> 18
    }

    private mutating func renew() {
        for index in 0..<624 {
            let joined = state[index] & 0x8000_0000 | state[(index + 1) % 624] & 0x7FFF_FFFF
            state[index] = state[(index + 397) % 624] ^ joined >> 1 ^ (joined & 1 == 1 ? 0x9908_B0DF : 0)
        }
        next = 0
    }
}
