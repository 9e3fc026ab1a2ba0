/// How positions turn queries and keys (Su et al. 2021, and the scalings of the Llama family).
public struct RotaryConfiguration: Hashable, Sendable {
    public enum Scaling: Hashable, Sendable {
        case none
        /// Positions divided by `factor`.
        case linear(factor: Double)
        /// A larger base for texts longer than the model was built for.
        case dynamic(factor: Double)
        /// Long waves divided by `factor`, short ones kept, a ramp between (Llama 3.1).
        case llama3(factor: Double, lowFrequencyFactor: Double, highFrequencyFactor: Double, originalPositionsMax: Int)
    }

    /// The base of the wave lengths (`rope_theta`).
    public var theta: Double
    public var scaling: Scaling
    /// Rounds the inverse frequencies to bfloat16, as models that were cast a second time have them (M+).
    public var roundsToBFloat16: Bool

    public init(theta: Double, scaling: Scaling = .none, roundsToBFloat16: Bool = false) {
        self.theta = theta
        self.scaling = scaling
        self.roundsToBFloat16 = roundsToBFloat16
    }
}
