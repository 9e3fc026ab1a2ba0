public import Bytes

/// What an edit does to a model, measured on the stack that it would be part of.
///
/// | field              | bytes | meaning                                                                            |
/// |--------------------|-------|------------------------------------------------------------------------------------|
/// | `reliability`      | 8     | share of the target's tokens that are likeliest after the prompt, mean of requests |
/// | `paraphrase`       | 1 + 8 | the same after paraphrases; none if none was given                                 |
/// | `locality`         | 8     | share of tokens after canary prompts that are chosen as before                     |
/// | `perplexityBefore` | 8     | of a fixed text, before the edit                                                   |
/// | `perplexity`       | 8     | of the same text with it                                                           |
/// | `relativeChange`   | 8     | the largest change of a weight beside the weight; 0 if none is changed             |
/// | `keyShare`         | 1 + 8 | the prompt's key along a rank-one change's direction; none for others              |
public struct EditMeasures: ByteCodable, Hashable, Sendable {
    public var reliability: Double
    public var paraphrase: Double?
    public var locality: Double
    public var perplexityBefore: Double
    public var perplexity: Double
    /// ‖Δ‖ / ‖W‖ by Frobenius' norm.
    public var relativeChange: Double
    /// |a_p · u| / ‖a_p‖.
    public var keyShare: Double?

    public init(
        reliability: Double, paraphrase: Double?, locality: Double, perplexityBefore: Double, perplexity: Double,
        relativeChange: Double, keyShare: Double?
    ) {
        self.reliability = reliability
        self.paraphrase = paraphrase
        self.locality = locality
        self.perplexityBefore = perplexityBefore
        self.perplexity = perplexity
        self.relativeChange = relativeChange
        self.keyShare = keyShare
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        reliability = try reader.readDouble()
        paraphrase = try reader.readOptionalDouble()
        locality = try reader.readDouble()
        perplexityBefore = try reader.readDouble()
        perplexity = try reader.readDouble()
        relativeChange = try reader.readDouble()
        keyShare = try reader.readOptionalDouble()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(reliability)
        writer.write(paraphrase)
        for number in [locality, perplexityBefore, perplexity, relativeChange] { writer.write(number) }
        writer.write(keyShare)
    }

    /// How many times as large the perplexity is.
    public var perplexityGrowth: Double { perplexity / perplexityBefore }

    /// Whether every number is one.
    public var isFinite: Bool {
        [reliability, paraphrase, locality, perplexityBefore, perplexity, relativeChange, keyShare]
            .allSatisfy { $0?.isFinite ?? true }
    }
}
