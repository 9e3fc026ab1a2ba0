public import Bytes
public import MemoryTypes

/// How the next token is drawn.
///
/// | field               | bytes | meaning |
/// |---------------------|-------|---------------------------------------------------------------------|
/// | `temperature`       | 4     | 0 ... 100; 0 takes the likeliest token |
/// | `topK`              | 4     | draws among the k likeliest; 0 among all |
/// | `topP`              | 4     | draws among the likeliest that have this mass together, in (0, 1] |
/// | `repetitionPenalty` | 4     | divides the logits of tokens that were there, (0, 10]; 1 is none |
/// | `seed`              | 1 + 8 | the same seed draws the same tokens; chosen by the worker if absent |
public struct Sampling: ByteCodable, Hashable, Sendable {
    public let temperature: Float
    public let topK: UInt32
    public let topP: Float
    public let repetitionPenalty: Float
    public let seed: UInt64?

    public init(temperature: Float, topK: UInt32, topP: Float, repetitionPenalty: Float, seed: UInt64? = nil) {
        self.temperature = temperature
        self.topK = topK
        self.topP = topP
        self.repetitionPenalty = repetitionPenalty
        self.seed = seed
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        temperature = try reader.readFloat()
        topK = try reader.read()
        topP = try reader.readFloat()
        repetitionPenalty = try reader.readFloat()
        seed = try reader.readOptional()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(temperature)
        writer.write(topK)
        writer.write(topP)
        writer.write(repetitionPenalty)
        writer.write(seed)
    }

    /// The likeliest token each time.
    public static let greedy = Sampling(temperature: 0, topK: 0, topP: 1, repetitionPenalty: 1)

    /// - Throws: `malformedPayload` if a value is out of its range.
    public func validate() throws(Refusal) {
        let fits = (0...100).contains(temperature) && topP > 0 && topP <= 1
        guard fits, repetitionPenalty > 0, repetitionPenalty <= 10 else {
            throw Refusal(
                .malformedPayload,
                "A value is out of range: temperature \(temperature), topP \(topP), penalty \(repetitionPenalty).")
        }
    }
}
