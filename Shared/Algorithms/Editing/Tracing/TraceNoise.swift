public import Tensors
internal import Foundation
internal import Transformer

/// What blurs a subject.
public enum TraceNoise {
    /// Normal numbers, for each sample [subject, d].
    ///
    /// - Parameters:
    ///   - deviation: their standard deviation, such as `CausalTrace.noise`.
    ///   - seed: of all of them.
    public static func samples(
        _ count: Int, subject: Int, width: Int, deviation: Double, seed: UInt64
    ) -> [Tensor] {
        (0..<count).map { sample in
            var generator = CounterGenerator(key: (seed, 0x7472_6163_65), place: (UInt64(sample), 0, 0))
            let numbers = (0..<(subject * width + 1) / 2).flatMap { _ in
                Self.pair(&generator).map { Float($0 * deviation) }
            }
            return Tensor(rows: subject, columns: width, Array(numbers.prefix(subject * width)))
        }
    }

    /// Two independent normal numbers.                                                           Box and Muller 1958
    private static func pair(_ generator: inout CounterGenerator) -> [Double] {
        let radius = (-2 * log(1 - generator.nextUnit())).squareRoot()
        let angle = 2 * Double.pi * generator.nextUnit()
        return [radius * cos(angle), radius * sin(angle)]
    }
}
