/// MemoryLLM's three ways of training, with a switch wherever the paper and the released code differ.
///
/// Wang et al. 2024, section 3.2 and algorithm 1. `paper` and `released` are the two sets of values.
public struct StrategySettings: Codable, Equatable, Sendable {
    /// What a text sees in a step whose gradient goes through the write.
    public enum GradientRead: String, Codable, CaseIterable, Sendable {
        /// The new tokens alone, with the adapter of writing: both, the paper and the code.
        case deltaAlone
        /// The whole pool with the new tokens at its end: the ideal of the paper's figure 9.
        case wholePool
    }

    /// How several contexts in a row are written.
    public enum Sequence: String, Codable, CaseIterable, Sendable {
        /// One after the other into the pool: the paper's text.
        case intoPool
        /// Each from the delta of the one before; new tokens are gathered apart, some of them forgotten at each write,
        /// and read together with random tokens of the pool: the code.
        case chained
    }

    /// When an earlier target is read again.
    public enum Recall: String, Codable, CaseIterable, Sendable {
        case never
        /// From the first document after it was kept on: algorithm 1.
        case paper
        /// After at least one other document: the code.
        case released
    }

    /// A number of contexts at most, from an update on.
    public struct Contexts: Codable, Equatable, Sendable {
        public var from: Int
        public var most: Int

        public init(from: Int, most: Int) { (self.from, self.most) = (from, most) }

        /// In the form `FROM:COUNT,FROM:COUNT`, from 0 and ascending; nil where that is not what stands there.
        public static func list(_ text: String) -> [Contexts]? {
            let parts = text.split(separator: ",", omittingEmptySubsequences: false)
            let found = parts.compactMap { part -> Contexts? in
                guard let (from, most) = pair(part), most > 0 else { return nil }
                return Contexts(from: from, most: most)
            }
            let isAscending = zip(found, found.dropFirst()).allSatisfy { $0.from < $1.from }
            return found.count == parts.count && found.first?.from == 0 && isAscending ? found : nil
        }
    }

    /// (A) The share of steps with one context whose gradient goes through the write.
    public var gradientShare = 0.5
    public var gradientRead = GradientRead.deltaAlone
    /// (B) How many contexts there are at most, by update, ascending.
    public var contexts = [Contexts(from: 0, most: 1)]
    public var sequence = Sequence.chained
    /// (C) The share of steps that read an earlier target again, where one may be.
    public var recallShare = 0.5
    public var recall = Recall.released

    public init() {}

    public static var paper: StrategySettings {
        var settings = StrategySettings()
        (settings.sequence, settings.recall) = (.intoPool, .paper)
        return settings
    }

    /// The released training of the 7B class: contexts grow from 1 to 20 over 60,000 updates.
    public static var released: StrategySettings {
        var settings = StrategySettings()
        let steps = [(0, 1), (10_000, 2), (15_000, 3), (20_000, 4), (30_000, 5), (50_000, 10), (60_000, 20)]
        settings.contexts = steps.map { Contexts(from: $0.0, most: $0.1) }
        return settings
    }

    /// J: contexts of update number `update` at most.
    public func contextsMax(_ update: Int) -> Int { contexts.last { $0.from <= update }?.most ?? 1 }
}

/// A document cut into contexts and the text that follows them.
public struct ContinuousText: Equatable, Sendable {
    public let contexts: [[Int32]]
    public let target: [Int32]

    /// Pieces of `lengths` tokens each, drawn evenly; a text too short for two of them is halved, and a rest that is
    /// too short is left out. The last piece is the target.
    ///
    /// - Returns: nil for fewer than four tokens.
    public init?<Generator: RandomNumberGenerator>(
        _ tokens: [Int32], lengths: ClosedRange<Int>, using generator: inout Generator
    ) {
        guard tokens.count >= 4 else { return nil }
        var pieces: [[Int32]] = []
        if tokens.count < lengths.lowerBound + lengths.upperBound {
            let half = min(tokens.count / 2, lengths.upperBound)
            pieces = [Array(tokens[..<half]), Array(tokens[half...].prefix(lengths.upperBound))]
        } else {
            var rest = tokens[...]
            while rest.count >= lengths.upperBound {
                let count = Int.random(in: lengths, using: &generator)
                pieces.append(Array(rest.prefix(count)))
                rest = rest.dropFirst(count)
            }
            if rest.count >= lengths.lowerBound { pieces.append(Array(rest)) }
        }
        guard pieces.count > 1, let last = pieces.popLast() else { return nil }
        (contexts, target) = (pieces, last)
    }
}
