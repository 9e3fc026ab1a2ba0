package import Training
internal import Transformer

/// Made-up documents and their questions, one document after the other.
package struct FactExport {
    private var generator: FactGenerator
    private let factsMax: Int
    private let wordsMax: Int

    package init(settings: FactSettings, seed: UInt64, factsMax: Int, wordsMax: Int) {
        generator = FactGenerator(settings, random: CounterGenerator(key: (seed, Self.purpose), place: (0, 0, 0)))
        (self.factsMax, self.wordsMax) = (factsMax, wordsMax)
    }

    /// Sets these numbers apart from others of the same seed.
    private static let purpose: UInt64 = 0x6661_6374_6C69_6E65

    /// The lines of the next document.
    package mutating func next() throws(Failure) -> [FactLine] {
        let document = generator.document(
            facts: 1...factsMax, length: { $0.split(separator: " ").count }, in: 1...wordsMax)
        guard let document else {
            throw Failure(.usage, "No document of at most \(wordsMax) words was found.", advice: "Raise --words.")
        }
        return generator.lines(on: document)
    }
}
