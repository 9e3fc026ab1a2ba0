import Testing
import Training
import Transformer

@Suite("Facts about the world from public data")
struct KnownFactTests {
    private func random(_ index: Int) -> CounterGenerator {
        CounterGenerator(key: (1, 1), place: (UInt64(index), 0, 0))
    }

    private func field(_ place: String, _ path: String, _ text: String, _ index: Int = 0) -> KnownFact? {
        KnownFact(place: place, path: path.split(separator: "/").map(String.init), text: text, random: random(index))
    }

    @Test(
        "the plain part of a field is the value",
        arguments: [
            ("Government/Capital/name", "Malabo; note - on the island of Bioko", "Malabo"),
            ("Geography/Elevation/highest point", "Mount Ararat 5,137 m", "Mount Ararat"),
            ("Geography/Area/total ", "267,667 sq km", "267,667 sq km"),
            ("People and Society/Population/total", "103,792 (2025 est.)", "103,792"),
            ("Government/National anthem(s)/title", "\"Kassaman\" (We Pledge)", "Kassaman"),
            ("Government/Independence", "5 July 1962 (from France)", "5 July 1962"),
        ])
    func value(path: String, text: String, expected: String) {
        for index in 0..<20 {
            let fact = field("Gabon", path, text, index)
            #expect(fact?.question.answer == expected)
            #expect(fact?.statement.contains(expected) == true && fact?.statement.contains("Gabon") == true)
            #expect(fact?.question.text.contains("Gabon") == true)
        }
    }

    @Test("what is no plain fact gives none") func refused() {
        #expect(field("Gabon", "Introduction/Background", "A long story.") == nil)
        #expect(field("Gabon", "Government/Capital/name", "La Paz, Sucre") == nil)
        #expect(field("oo", "Government/Capital/name", "Malabo") == nil)
        #expect(field("C&ocirc;te d'Ivoire", "Government/Capital/name", "Abidjan") == nil)
        #expect(field("Gabon", "Geography/Coastline", "Baker Island: 4.8 km") == nil)
        #expect(field("Gabon", "Government/Government type", "one two three four five six seven eight nine") == nil)
    }

    @Test("a relation of FewRel is stated and asked for") func relation() {
        let fact = KnownFact(relationID: "P177", head: "Wilton Bridge", tail: "River Wye", random: random(0))
        #expect(fact?.question.answer == "River Wye" && fact?.question.relation == "crosses")
        #expect(fact?.statement.contains("Wilton Bridge") == true && fact?.statement.contains("River Wye") == true)
        #expect(KnownFact(relationID: "P0", head: "A b", tail: "C d", random: random(0)) == nil)
        #expect(KnownFact(relationID: "P25", head: "her (the aunt)", tail: "C d", random: random(0)) == nil)
    }

    @Test("all words of a fact are those that single facts are drawn from")
    func phrasings() throws {
        let path = ["Government", "Capital", "name"]
        let all = try #require(KnownPhrasings(place: "Algeria", path: path, text: "Algiers"))
        let drawn = try (0..<40).map {
            try #require(KnownFact(place: "Algeria", path: path, text: "Algiers", random: random($0)))
        }
        #expect(Set(drawn.map(\.question.text)) == Set(all.questions()))
        #expect(Set(drawn.map(\.statement)) == Set(all.statements(value: all.value)))
        #expect(all.statements(value: "Oran").allSatisfy { $0.contains("Oran") && !$0.contains("Algiers") })
        #expect(all.questions(about: "Utopia").allSatisfy { $0.contains("Utopia") && !$0.contains("Algeria") })
        #expect(KnownPhrasings(place: "Algeria", path: ["Nothing"], text: "x") == nil)
    }
}
