/// Indirect effects of activations, averaged over facts by where a token stands.             Meng et al. 2022, fig. 2
public struct TraceSummary: Sendable {
    /// Where a token of a prompt stands.
    public enum Place: String, Sendable, CaseIterable {
        case before = "before the subject"
        case firstSubject = "first subject token"
        case middleSubject = "middle subject tokens"
        case lastSubject = "last subject token"
        case firstAfter = "first token after it"
        case further = "further tokens"
        case last = "last token"

        static func of(_ token: Int, subject: Range<Int>, tokens: Int) -> Place {
            if token < subject.lowerBound { return .before }
            if token == subject.upperBound - 1 { return .lastSubject }
            if token == subject.lowerBound { return .firstSubject }
            if token < subject.upperBound { return .middleSubject }
            if token == tokens - 1 { return .last }
            return token == subject.upperBound ? .firstAfter : .further
        }
    }

    private struct Sum: Sendable {
        var values: [Double]
        var count = 0
    }

    public let layers: Int
    public private(set) var facts = 0
    private var high = 0.0
    private var low = 0.0
    private var sums: [CausalTrace.Kind: [Place: Sum]] = [:]

    public init(layers: Int) { self.layers = layers }

    /// Mean p(answer) of the texts as they are, and blurred.
    public var means: (high: Double, low: Double) {
        (high / Double(max(1, facts)), low / Double(max(1, facts)))
    }

    /// - Parameter tables: one of each kind, as the trace gives them.
    public mutating func add(_ trace: CausalTrace, tables: [CausalTrace.Kind: CausalTrace.Table]) {
        facts += 1
        high += trace.high
        low += trace.low
        for (kind, table) in tables {
            for (token, row) in table.enumerated() {
                let place = Place.of(token, subject: trace.subject, tokens: trace.tokens.count)
                var sum = sums[kind]?[place] ?? Sum(values: Array(repeating: 0, count: layers))
                for layer in row.indices { sum.values[layer] += row[layer] - trace.low }
                sum.count += 1
                sums[kind, default: [:]][place] = sum
            }
        }
    }

    /// The mean indirect effect of each layer at a place; nil where no fact has such a token.
    public func effects(of kind: CausalTrace.Kind, at place: Place) -> [Double]? {
        sums[kind]?[place].map { sum in sum.values.map { $0 / Double(sum.count) } }
    }

    /// The layer whose feed-forward blocks give most at the last token of the subject; the first of equals, nil
    /// without a fact.
    public var layer: Int? {
        guard let effects = effects(of: .feedForward, at: .lastSubject), let most = effects.max() else { return nil }
        return effects.firstIndex(of: most)
    }
}
