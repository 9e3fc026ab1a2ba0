internal import Transformer

/// A document made of others, with questions on them.
public struct LongDocument: Sendable {
    public struct Question: Sendable, Hashable {
        public let text: String
        public let answers: [String]
        /// Where what it asks for ends, in bytes of the document.
        public let end: Int
    }

    public let text: String
    public let questions: [Question]
}

extension LongDocument {
    /// Documents in a random order, until there are enough of them; nobody is spoken of twice in the same respect.
    ///
    /// - Parameters:
    ///   - number: another number gives another document.
    ///   - length: tokens of a text.
    ///   - tokens: that are enough; 0 for one document as it stands.
    ///   - questions: at most, drawn from all of its parts.
    /// - Returns: nil where there are not enough documents.
    public static func drawn(
        from set: RetentionSet, number: Int, seed: UInt64, tokens: Int, questions: Int, length: (String) -> Int
    ) -> LongDocument? {
        var random = CounterGenerator(key: (seed, purpose), place: (UInt64(number), 0, 0))
        if tokens == 0 {
            let targets = set.documents.filter { !$0.questions.isEmpty }
            guard number < targets.count else { return nil }
            return LongDocument([targets[number]], questions: questions, &random)
        }
        var (parts, sum): ([Int], Int) = ([], 0)
        for place in set.documents.indices.map({ $0 }).inRandomOrder(&random) {
            let asked = set.documents[place].questions.indices.map { $0 }
            guard !parts.contains(where: { set.isRival($0, of: place, asked) }) else { continue }
            parts.append(place)
            sum += length(set.documents[place].text)
            if sum >= tokens { return LongDocument(parts.map { set.documents[$0] }, questions: questions, &random) }
        }
        return nil
    }

    private static let purpose: UInt64 = 0x4C4F_4E47_0000_0001

    private init(_ parts: [RetentionDocument], questions count: Int, _ random: inout CounterGenerator) {
        var (text, all): (String, [Question]) = ("", [])
        for part in parts {
            text += text.isEmpty ? part.text : "\n" + part.text
            let end = text.utf8.count
            all += part.questions.map { Question(text: $0.text, answers: $0.answers, end: end) }
        }
        self.text = text
        questions = Array(all.inRandomOrder(&random).prefix(count))
    }
}
