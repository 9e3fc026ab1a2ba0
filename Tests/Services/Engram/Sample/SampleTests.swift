import Engram
import Testing

@Suite("Sample: facts that nobody has written before")
struct SampleTests {
    @Test("the same seed gives the same facts, another seed others", arguments: [UInt64(1), 7, 42])
    func seeds(seed: UInt64) throws {
        #expect(try facts(seed, 20) == facts(seed, 20))
        #expect(try facts(seed, 20) != facts(seed + 1, 20))
    }

    @Test("every answer stands in its text, and every question names the person the text is about")
    func answers() throws {
        for fact in try facts(3, 200) {
            #expect(fact.text.contains(fact.answer))
            let person = fact.question.split(separator: " ").filter { $0.first?.isUppercase == true }.dropFirst()
            for word in person { #expect(fact.text.contains(word.filter { $0.isLetter })) }
        }
    }

    @Test("no two documents are about the same person, and only fitting lengths are given")
    func people() throws {
        var drawn = SampleFacts(seed: 5) { $0.count < 90 }
        let texts = try (0..<200).map { _ in try drawn.next(pool: "p").text }
        #expect(Set(texts).count == 200)
        #expect(texts.allSatisfy { $0.count < 90 })
    }

    @Test("all ten relations are drawn")
    func relations() throws {
        #expect(Set(try facts(9, 300).map(\.relation)).count == 10)
    }

    @Test("answers are compared without blanks and without the final stop")
    func comparing() throws {
        let fact = SampleFact(text: "", question: "", answer: "March 12", relation: "birthday", pool: "p")
        #expect(fact.matches("March  1 2 ."))
        #expect(!fact.matches("March 13."))
    }

    private func facts(_ seed: UInt64, _ count: Int) throws -> [SampleFact] {
        var drawn = SampleFacts(seed: seed) { _ in true }
        return try (0..<count).map { _ in try drawn.next(pool: "p") }
    }
}
