package import Tokenization

/// The text of an answer as its tokens come: whole characters, and nothing from a stop string on.
package struct AnswerText: Sendable {
    private var decoder: StreamDecoder
    private var matcher: StopMatcher

    package init(_ tokenizer: Tokenizer, stop: [String]) {
        decoder = StreamDecoder(tokenizer, continuesText: true)
        matcher = StopMatcher(stop)
    }

    /// Whether a stop string has come.
    package var isStopped: Bool { matcher.found != nil }

    /// What may be shown now.
    package mutating func append(_ token: Int32) -> String { matcher.append(decoder.append(token)) }

    /// What was held back when the answer ended otherwise.
    package mutating func finish() -> String { matcher.append(decoder.finish()) + matcher.finish() }
}
