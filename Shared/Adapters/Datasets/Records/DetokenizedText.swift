/// Words and marks put together as one writes them.
enum DetokenizedText {
    private static let closing: Set<String> = [
        ".", ",", ";", ":", "!", "?", ")", "]", "}", "%", "'s", "n't", "'", "’", "’s", "'re", "'ve", "'ll", "'d", "'m",
    ]
    private static let opening: Set<String> = ["(", "[", "{", "$", "£", "€", "#"]
    private static let joining: Set<String> = ["-", "–", "/"]

    static func joined(_ tokens: [String]) -> String {
        var text = ""
        var isAttached = true
        var isQuoted = false
        for token in tokens where !token.allSatisfy(\.isWhitespace) {
            let isQuote = token == "\"" || token == "``" || token == "''"
            let isAfter = closing.contains(token) || joining.contains(token) || (isQuote && isQuoted)
            if !isAttached, !isAfter { text += " " }
            text += isQuote ? "\"" : token
            if isQuote { isQuoted.toggle() }
            isAttached = opening.contains(token) || joining.contains(token) || (isQuote && isQuoted)
        }
        return text
    }
}
