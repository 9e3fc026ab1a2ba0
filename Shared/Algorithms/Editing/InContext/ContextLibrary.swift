public import Bytes

/// When a text is read before a prompt.
public struct ContextSettings: ByteCodable, Hashable, Sendable {
    public enum Choice: UInt8, Sendable, CaseIterable {
        /// Before every prompt.
        case always
        /// Before prompts that it is among the best `count` for.
        case ranked
    }

    public var choice: Choice
    /// How many texts a prompt gets at most.
    public var count: UInt16
    /// The least score, as a share of the score of the text with itself.
    public var least: Float

    public init(choice: Choice = .ranked, count: UInt16 = 4, least: Float = 0) {
        self.choice = choice
        self.count = count
        self.least = least
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        choice = try reader.readCase()
        count = try reader.read()
        least = try reader.readFloat()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(choice.rawValue)
        writer.write(count)
        writer.write(least)
    }
}

/// Texts that prompts are read after.
public struct ContextLibrary: Sendable {
    private let texts: [ContextText]
    private let index: BM25

    public init(_ texts: [ContextText]) {
        self.texts = texts
        index = BM25(texts.map(\.topic))
    }

    /// The prompt with what belongs before it: chosen texts in the order of the log, the best ones only.
    ///
    /// - Parameter beginning: how many of its tokens begin every text and stay first.
    public func rewritten(_ prompt: [Int32], beginning: Int = 0) -> [Int32] {
        let chosen = chosen(for: Array(prompt.dropFirst(beginning)))
        return Array(prompt.prefix(beginning)) + chosen.flatMap { texts[$0].text } + prompt.dropFirst(beginning)
    }

    /// Which texts, ascending.
    public func chosen(for prompt: [Int32]) -> [Int] {
        let ranks = index.ranked(prompt, count: texts.count).map(\.document)
        let scores = texts.indices.map { index.score(prompt, document: $0) }
        return texts.indices.filter { number in
            let settings = texts[number].settings
            guard settings.choice == .ranked else { return true }
            let rank = ranks.firstIndex(of: number) ?? Int.max
            let own = index.score(texts[number].topic, document: number)
            return rank < Int(settings.count) && scores[number] >= Double(settings.least) * own
        }
    }
}
