internal import Training
internal import Transformer

/// What streams read and are asked: made-up lessons, passages, facts about the world, running text.
struct StreamMaterial {
    struct Shares: Sendable {
        /// Of sequences that are running text.
        var text: Double
        /// Of sequences that ask for facts about the world, which no document says.
        var known: Double
        var textLength: Int
        var textWeight: Float
    }

    let lessons: MemoryLessons
    let material: TrainingMaterial
    let shares: Shares
    let passages: PassageLessons
    let known: KnownLessons
    let cutting: DocumentPieces
    var texts: TextMixture

    /// Document `number` of a stream.
    ///
    /// - Parameter tokens: the length of a short one.
    func document(stream: Int, number: Int, tokens: ClosedRange<Int>) throws -> MemoryDocument {
        guard lessons.kind(stream: stream, number: number) == .passage, let found = material.passages else {
            return lessons.document(stream: stream, number: number, tokens: tokens)
        }
        var random = lessons.random(stream: stream, number: number)
        return try found.draw(using: &random) { passages.document($0, cutting: cutting, using: &$1) }
    }

    /// What is read with the pool when it is not questions on documents; nil where it is.
    mutating func otherSequence(using random: inout CounterGenerator) throws -> TrainingSequence? {
        let unit = random.nextUnit()
        if unit < shares.text {
            let tokens = try texts.take(shares.textLength, using: &random)
            return TrainingSequence(text: tokens, weight: shares.textWeight)
        }
        guard unit < shares.text + shares.known, let facts = material.known else { return nil }
        return try known.sequence(facts, count: lessons.settings.questions, using: &random)
    }
}
