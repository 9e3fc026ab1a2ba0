public import Bytes

/// What a pool does with an edit that crosses one of its thresholds.
public enum EditGuardAction: UInt8, ByteEnumeration {
    /// Nothing is committed.
    case refuse = 0
    /// The edit is committed and dropped: both stand in the log.
    case revert = 1
}

/// What an edit may do to a pool's model.
///
/// | field                 | bytes | meaning                                             |
/// |-----------------------|-------|-----------------------------------------------------|
/// | `action`              | 1     | 0 refuse, 1 revert                                  |
/// | `reliabilityMin`      | 8     |                                                     |
/// | `paraphraseMin`       | 8     | held to where paraphrases were given                |
/// | `localityMin`         | 8     |                                                     |
/// | `perplexityGrowthMax` | 8     | perplexity with the edit over perplexity before it  |
/// | `relativeChangeMax`   | 8     | of a weight                                         |
/// | `keyShareMin`         | 8     | of a rank-one change                                |
///
/// A number that is not finite crosses every threshold.
public struct EditGuard: ByteCodable, Hashable, Sendable {
    public var action: EditGuardAction
    public var reliabilityMin: Double
    public var paraphraseMin: Double
    public var localityMin: Double
    public var perplexityGrowthMax: Double
    public var relativeChangeMax: Double
    public var keyShareMin: Double

    /// What a pool begins with: it stops what has destroyed a model, and not what is merely weak.
    public static let standard = EditGuard()

    public init(
        action: EditGuardAction = .refuse, reliabilityMin: Double = 0.5, paraphraseMin: Double = 0,
        localityMin: Double = 0.5, perplexityGrowthMax: Double = 2, relativeChangeMax: Double = 1,
        keyShareMin: Double = 1e-3
    ) {
        self.action = action
        self.reliabilityMin = reliabilityMin
        self.paraphraseMin = paraphraseMin
        self.localityMin = localityMin
        self.perplexityGrowthMax = perplexityGrowthMax
        self.relativeChangeMax = relativeChangeMax
        self.keyShareMin = keyShareMin
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        action = try EditGuardAction(from: &reader)
        reliabilityMin = try reader.readDouble()
        paraphraseMin = try reader.readDouble()
        localityMin = try reader.readDouble()
        perplexityGrowthMax = try reader.readDouble()
        relativeChangeMax = try reader.readDouble()
        keyShareMin = try reader.readDouble()
        guard numbers.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
            throw .value(field: "guard", found: "\(numbers)")
        }
    }

    public func write(to writer: inout ByteWriter) {
        action.write(to: &writer)
        for number in numbers { writer.write(number) }
    }

    private var numbers: [Double] {
        [reliabilityMin, paraphraseMin, localityMin, perplexityGrowthMax, relativeChangeMax, keyShareMin]
    }

    /// The thresholds that an edit crosses; none if it may stand.
    public func breaches(of measures: EditMeasures) -> [EditBreach] {
        let found: [EditBreach?] = [
            least(.reliability, measures.reliability, reliabilityMin),
            measures.paraphrase.flatMap { least(.paraphrase, $0, paraphraseMin) },
            least(.locality, measures.locality, localityMin),
            most(.perplexityGrowth, measures.perplexityGrowth, perplexityGrowthMax),
            most(.relativeChange, measures.relativeChange, relativeChangeMax),
            measures.keyShare.flatMap { least(.keyShare, $0, keyShareMin) },
        ]
        return found.compactMap(\.self)
    }

    private func least(_ measure: EditBreach.Measure, _ found: Double, _ limit: Double) -> EditBreach? {
        found.isFinite && found >= limit ? nil : EditBreach(measure: measure, found: found, limit: limit, isLeast: true)
    }

    private func most(_ measure: EditBreach.Measure, _ found: Double, _ limit: Double) -> EditBreach? {
        found.isFinite && found <= limit
            ? nil : EditBreach(measure: measure, found: found, limit: limit, isLeast: false)
    }
}

/// A number of an edit that crossed its threshold.
public struct EditBreach: Hashable, Sendable, CustomStringConvertible {
    public enum Measure: String, CaseIterable, Sendable {
        case reliability, paraphrase, locality
        case perplexityGrowth = "growth of perplexity"
        case relativeChange = "relative change of a weight"
        case keyShare = "share of the key"
    }

    public let measure: Measure
    public let found: Double
    public let limit: Double
    /// Whether the limit is the least that is allowed; else the most.
    public let isLeast: Bool

    public init(measure: Measure, found: Double, limit: Double, isLeast: Bool) {
        self.measure = measure
        self.found = found
        self.limit = limit
        self.isLeast = isLeast
    }

    /// Such as "locality is 0.25, at least 0.5 is wanted".
    public var description: String {
        "\(measure.rawValue) is \(Self.text(found)), at \(isLeast ? "least" : "most") \(Self.text(limit)) is wanted"
    }

    private static func text(_ number: Double) -> String {
        guard number.isFinite, abs(number) >= 1e-4 || number == 0, abs(number) < 1e9 else { return "\(number)" }
        return "\((number * 10_000).rounded() / 10_000)"
    }
}
