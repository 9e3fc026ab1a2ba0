import Engram
import Testing

@Suite("Sample: facts that nobody has written before")
struct SampleTests {
    @Test("the same seed gives the same facts, another seed others", arguments: [UInt64(1), 7, 42])
    func seeds(seed: UInt64) throws {
        #expect(try facts(seed, 20) == facts(seed, 20))
        #expect(try facts(seed, 20) != facts(seed + 1, 20))
    }

    @Test("every answer stands in its text, perhaps at the beginning of a sentence")
    func answers() throws {
        for fact in try facts(3, 200) {
            #expect(fact.text.lowercased().contains(fact.answer.lowercased()), "\(fact)")
        }
    }

    @Test("no two documents are the same, and only fitting lengths are given")
    func lengths() throws {
        let texts = try facts(5, 200).map(\.text)
        #expect(Set(texts).count == 200)
        #expect(texts.allSatisfy { (40...160).contains($0.count) })
    }

    @Test("many relations are drawn")
    func relations() throws {
        #expect(Set(try facts(9, 300).map(\.relation)).count >= 40)
    }

    @Test("answers are compared without the final stop and nothing else")
    func comparing() {
        let fact = SampleFact(text: "", question: "", answer: "March 12", relation: "birthday", pool: "p")
        #expect(fact.matches(" March 12."))
        #expect(!fact.matches("March 13."))
        #expect(!fact.matches("march 12"))
    }

    @Test("where no document can be of the wanted length, that is said")
    func none() {
        var drawn = SampleFacts(seed: 1, length: \.count, in: 1...2)
        #expect(throws: Failure.self) { try drawn.next(pool: "p") }
    }

    private func facts(_ seed: UInt64, _ count: Int) throws -> [SampleFact] {
        var drawn = SampleFacts(seed: seed, length: \.count, in: 40...160)
        return try (0..<count).map { _ in try drawn.next(pool: "p") }
    }
}
