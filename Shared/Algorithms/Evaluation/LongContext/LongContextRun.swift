public import LatentMemory
public import MemoryTypes
internal import Transformer

/// A way to answer on a document that is too long to be read at once.
public enum LongContextWay: String, Sendable, Codable, CaseIterable {
    /// All of it is absorbed, piece by piece, and the pool is asked.
    case memory
    /// Its last tokens stand before the question, and there is no pool: truncation from the left, as LongBench does.
    case truncated
    /// Both: the last tokens are read with a pool that has absorbed all of it.
    case both
    /// Nothing is read.
    case nothing
}

/// What came of one question.
public struct LongContextAnswer: Sendable, Hashable, Codable {
    public let document: Int
    /// Tokens from the end of the part that says it to the end of the document.
    public let distance: Int
    /// Updates that the document took.
    public let updates: Int
    /// In the order of `LongContextWay.allCases`.
    public let right: [Bool]
    /// Token F1 with the nearest answer.                                       Bai et al. 2023; Rajpurkar et al. 2016
    public let overlap: [Double]
}

/// Answers on long documents through memory, against what fits into the context.
public struct LongContextRun: Sendable {
    private let model: MemoryModel
    private let shape: PoolShape
    private let base: PoolDelta?
    private let text: RetentionText
    private let encode: @Sendable (String) -> [Int32]
    private let contextTokens: Int
    private let rule: AnswerRule
    private let tokens: Int

    /// - Parameters:
    ///   - contextTokens: of the document that stand before a question.
    ///   - tokens: of an answer at most.
    public init(
        _ model: MemoryModel, shape: PoolShape, base: PoolDelta?, text: RetentionText, contextTokens: Int,
        rule: AnswerRule, tokens: Int, encode: @escaping @Sendable (String) -> [Int32]
    ) {
        (self.model, self.shape, self.base, self.text) = (model, shape, base, text)
        (self.contextTokens, self.rule, self.tokens, self.encode) = (contextTokens, rule, tokens, encode)
    }

    /// - Parameter seed: of what the pool forgets.
    public func answers(_ document: LongDocument, number: Int, seed: UInt64) -> [LongContextAnswer] {
        var chain = UpdateChain(model, shape: shape, base: base, seed: seed &+ UInt64(number))
        chain.absorb(text.pieces(document.text))
        let shown = Array(encode(document.text).suffix(contextTokens))
        let nothing = model.detachedContext(tokens: shape.tokens)
        let said = LongContextWay.allCases.map { way in
            let before = way == .truncated || way == .both ? shown + encode("\n") : []
            let context = way == .memory || way == .both ? chain.context : nothing
            let greedy = GreedyAnswers(decoder: model.decoder, endTokens: text.endTokens, tokensMax: tokens)
            let prompts = document.questions.map {
                GreedyPrompt(context: context, tokens: before + text.prompt($0.text))
            }
            return greedy.answers(prompts).map(text.answer)
        }
        return document.questions.enumerated().map { place, question in
            let rest = String(decoding: Array(document.text.utf8)[question.end...], as: UTF8.self)
            return LongContextAnswer(
                document: number, distance: encode(rest).count, updates: chain.updates,
                right: said.map { rule.isHit($0[place], question.answers) },
                overlap: said.map { AnswerOverlap.best($0[place], question.answers) })
        }
    }
}

/// How many words an answer shares with the wanted one.
public enum AnswerOverlap {
    /// Token F1 with the nearest of several answers: words in lower case without punctuation and articles.
    ///
    ///     F1 = 2 P R / (P + R)                                                       Rajpurkar et al. 2016, section 5
    public static func best(_ said: String, _ answers: [String]) -> Double {
        answers.map { f1(words(said), words($0)) }.max() ?? 0
    }

    private static func f1(_ said: [String], _ wanted: [String]) -> Double {
        guard !said.isEmpty, !wanted.isEmpty else { return said.isEmpty && wanted.isEmpty ? 1 : 0 }
        var left = Dictionary(wanted.map { ($0, 1) }, uniquingKeysWith: +)
        var shared = 0
        for word in said where left[word, default: 0] > 0 {
            left[word, default: 0] -= 1
            shared += 1
        }
        return 2 * Double(shared) / Double(said.count + wanted.count)
    }

    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
            .filter { !["a", "an", "the"].contains($0) }
    }
}
