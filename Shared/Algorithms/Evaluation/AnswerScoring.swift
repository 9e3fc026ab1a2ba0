public import Editing
internal import Foundation
internal import Tensors

/// A target after a prompt as a model sees it.
public struct ForcedAnswer: Sendable {
    /// The likeliest token at each place of the target.
    public let choices: [Int32]
    /// -ln p of each token of the target.
    public let losses: [Double]
}

extension ForcedAnswer {
    /// - Parameter logits: those that each token of the target is predicted from, and perhaps more rows.
    init(_ logits: Tensor, target: [Int32]) {
        choices = target.indices.map { Int32(logits.argmax(row: $0) ?? 0) }
        losses = target.indices.map { logits.logSumExp(row: $0) - Double(logits[$0, Int(target[$0])]) }
    }
}

extension EditedModel {
    /// Reads the target after the prompt in one pass.
    public func forced(_ prompt: [Int32], target: [Int32]) -> ForcedAnswer {
        guard !target.isEmpty else { return ForcedAnswer(choices: [], losses: []) }
        return ForcedAnswer(logits(prompt, following: Array(target.dropLast())), target: target)
    }

    /// The score of a target by a protocol that needs no text; nil for those that compare texts or probabilities.
    public func score(_ prompt: [Int32], target: [Int32], by scoring: ScoringProtocol) -> Double? {
        switch scoring {
        case .teacherForcedTokenAccuracy: agreement(target, forced(prompt, target: target).choices)
        case .teacherForcedExact: forced(prompt, target: target).choices == target ? 1 : 0
        case .greedyTokenMatch: agreement(target, continuation(prompt, count: target.count))
        case .negativeLogLikelihood: Means.arithmetic(forced(prompt, target: target).losses)
        case .greedySubstring, .greedyExact, .probabilityComparison: nil
        }
    }

    /// Whether a target is likelier than another, by the mean loss of their tokens, and by how much its probability is.
    public func comparison(_ prompt: [Int32], target: [Int32], other: [Int32]) -> (isLikelier: Bool, lead: Double) {
        let mine = Means.arithmetic(forced(prompt, target: target).losses)
        let theirs = Means.arithmetic(forced(prompt, target: other).losses)
        return (mine < theirs, exp(-mine) - exp(-theirs))
    }
}
