public import Transformer

/// Why an edit is refused; nothing has been changed then.
public enum EditingError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The prompt does not contain the subject.
    case subjectNotInPrompt(String)
    /// The method needs a subject, and the request names none.
    case subjectMissing(method: String)
    case targetEmpty
    /// The target is text, but no token of its own.
    case targetWithoutTokens(String)
    case promptEmpty
    /// A token beyond the model's vocabulary.
    case tokenUnknown(Int32)
    case promptTooLong(tokens: Int, limit: Int)
    case batch(found: Int, wanted: ClosedRange<Int>)
    /// The model has no such layer or projection.
    case siteMissing(HookSite)
    /// The method needs second moments of a site's keys that nobody has computed.
    case statisticsMissing(HookSite)
    /// The second moments are not those of keys of this width, or are not positive.
    case statisticsUnusable(HookSite, String)
    /// The method needs something else that was not given.
    case resourceMissing(String)
    /// The key of the prompt is almost orthogonal to the direction of the change: the edit would be huge.
    case keyDegenerate(denominator: Double)
    /// A number that is infinite or not a number came out.
    case notFinite(String)
    case settingUnusable(field: String, found: String, wanted: String)
    case methodUnknown(String)
    case artifactMalformed(String)
    case editUnknown(UInt64)
    case editTwice(UInt64)

    public var description: String {
        switch self {
        case .subjectNotInPrompt(let subject): "the prompt does not contain the subject \"\(subject)\""
        case .subjectMissing(let method): "\(method) needs a subject"
        case .targetEmpty: "the target is empty"
        case .targetWithoutTokens(let target): "the target \"\(target)\" has no token of its own"
        case .promptEmpty: "the prompt has no tokens"
        case .tokenUnknown(let token): "the model has no token \(token)"
        case .promptTooLong(let tokens, let limit): "the texts of the edit take \(tokens) tokens; at most \(limit)"
        case .batch(let found, let wanted): "\(found) requests, wanted \(wanted.lowerBound) ... \(wanted.upperBound)"
        case .siteMissing(let site): "the model has no layer \(site.layer) with \(site.module)"
        case .statisticsMissing(let site): "no second moments of the keys of layer \(site.layer)"
        case .statisticsUnusable(let site, let why): "the second moments of layer \(site.layer) cannot be used: \(why)"
        case .resourceMissing(let what): "the method needs \(what)"
        case .keyDegenerate(let denominator): "the key meets its direction with \(denominator) only"
        case .notFinite(let what): "\(what) is not finite"
        case .settingUnusable(let field, let found, let wanted): "\(field) is \(found), wanted \(wanted)"
        case .methodUnknown(let name): "no editing method is called \(name)"
        case .artifactMalformed(let why): "the artifact cannot be read: \(why)"
        case .editUnknown(let position): "no edit stands at position \(position)"
        case .editTwice(let position): "an edit stands at position \(position) already"
        }
    }
}
