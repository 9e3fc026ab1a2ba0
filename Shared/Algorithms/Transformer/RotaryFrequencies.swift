internal import Foundation
public import Tensors

extension RotaryConfiguration {
    /// The inverse frequencies of a head, before positions are divided.
    ///
    ///     f_i = theta^(-2i / h),  i < h/2                                              Su et al. 2021, section 3.2.2
    ///
    /// Dynamic scaling (bloc97 2023) takes theta (s n / p - s + 1)^(h / (h - 2)) once a text of n tokens is longer than
    /// the p positions the model was built for; llama3 scaling divides the long waves by its factor.
    ///
    /// - Parameters:
    ///   - headWidth: h.
    ///   - positionsMax: p.
    ///   - length: n, the positions in use.
    public func frequencies(headWidth: Int, positionsMax: Int, length: Int) -> [Float] {
        var base = theta
        if case .dynamic(let factor) = scaling, length > positionsMax {
            let stretch = factor * Double(length) / Double(positionsMax) - (factor - 1)
            base *= pow(stretch, Double(headWidth) / Double(headWidth - 2))
        }
        let plain = (0..<headWidth / 2).map { 1 / Float(pow(base, Double(Float(2 * $0) / Float(headWidth)))) }
        let scaled = plain.map(scaledFrequency)
        return roundsToBFloat16 ? scaled.map(Self.roundedToBFloat16) : scaled
    }

    /// What positions are divided by (linear scaling).
    public var positionDivisor: Float {
        if case .linear(let factor) = scaling { Float(factor) } else { 1 }
    }

    private func scaledFrequency(_ frequency: Float) -> Float {
        guard case .llama3(let factor, let low, let high, let original) = scaling else { return frequency }
        let wave = 2 * Float.pi / frequency
        if wave < Float(Double(original) / high) { return frequency }
        if wave > Float(Double(original) / low) { return frequency / Float(factor) }
        let share = (Float(original) / wave - Float(low)) / Float(high - low)
        return (1 - share) * frequency / Float(factor) + share * frequency
    }

    /// To nearest, ties to even.
    static func roundedToBFloat16(_ value: Float) -> Float {
        let bits = value.bitPattern
        return Float(bitPattern: (bits &+ 0x7FFF &+ (bits >> 16 & 1)) & 0xFFFF_0000)
    }
}

/// The rotary tables of a model: one for all texts, or with dynamic scaling one for each length beyond the model's own.
/// That of a model without rotation turns by nothing.
public struct RotaryTables: Sendable {
    private let configuration: ModelConfiguration
    private let usual: Rotary

    public init(_ configuration: ModelConfiguration) {
        self.configuration = configuration
        usual = Self.make(configuration, length: 0)
    }

    /// The table for a text whose memory and tokens take `length` positions when it is first read.
    public func table(length: Int) -> Rotary {
        guard case .dynamic = configuration.rotary?.scaling, length > configuration.positionsMax else { return usual }
        return Self.make(configuration, length: length)
    }

    private static func make(_ configuration: ModelConfiguration, length: Int) -> Rotary {
        guard let rotary = configuration.rotary else {
            return Rotary(frequencies: Array(repeating: 0, count: configuration.headWidth / 2))
        }
        return Rotary(
            frequencies: rotary.frequencies(
                headWidth: configuration.headWidth, positionsMax: configuration.positionsMax, length: length),
            divisor: rotary.positionDivisor)
    }
}
