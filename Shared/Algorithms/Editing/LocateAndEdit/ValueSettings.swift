public import Bytes

/// How the value that makes a model say its target is searched for.   Meng et al. 2022, eq. 4, and its code's constants
public struct ValueSettings: ByteCodable, Hashable, Sendable {
    /// Losses that are computed at most; the last is not followed by a step.
    public var steps: UInt16
    /// Adam's.
    public var rate: Double
    /// λ of ‖δ‖ / ‖h_0‖².
    public var decay: Double
    /// λ of KL(now | before) after "{subject} is a".
    public var divergence: Double
    /// ‖δ‖ is held at this many ‖h_0‖.
    public var reach: Double
    /// The layer after which the loss is read; nil for the last.
    public var lossLayer: UInt16?
    /// The loss below which no further step is made.
    public var enough: Double

    public init(
        steps: UInt16 = 25, rate: Double = 0.5, decay: Double = 1e-3, divergence: Double = 0.0625, reach: Double = 4,
        lossLayer: UInt16? = nil, enough: Double = 0.05
    ) {
        self.steps = steps
        self.rate = rate
        self.decay = decay
        self.divergence = divergence
        self.reach = reach
        self.lossLayer = lossLayer
        self.enough = enough
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        steps = try reader.read()
        rate = try reader.readDouble()
        decay = try reader.readDouble()
        divergence = try reader.readDouble()
        reach = try reader.readDouble()
        lossLayer = try reader.readOptional { reader throws(BytesError) in try reader.read(UInt16.self) }
        enough = try reader.readDouble()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(steps)
        for number in [rate, decay, divergence, reach] { writer.write(number) }
        writer.writeOptional(lossLayer) { $1.write($0) }
        writer.write(enough)
    }
}
