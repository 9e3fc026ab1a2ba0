import Testing
import Training
import Transformer

@Suite("Made-up facts, by their properties")
struct FactTests {
    private static let seeds = 1...8 as ClosedRange<UInt64>

    private func generator(_ seed: UInt64, _ settings: FactSettings = FactSettings()) -> FactGenerator {
        FactGenerator(settings, random: CounterGenerator(key: (seed, 7), place: (0, 0, 0)))
    }

    private func words(_ text: String) -> Int { text.split(separator: " ").count }

    @Test("there are at least 40 relations") func relations() {
        #expect(FactGenerator.relations.count >= 40)
        #expect(Set(FactGenerator.relations).count == FactGenerator.relations.count)
    }

    @Test("each has at least six statements and six questions for training, and others for evaluation",
        arguments: FactGenerator.relations)
    func phrasings(relation: String) {
        var seen: [FactPhrasing: (statements: Set<String>, questions: Set<String>)] = [:]
        for phrasing in [FactPhrasing.training, .kept] {
            var settings = FactSettings.plain
            settings.phrasing = phrasing
            var generator = generator(5, settings)
            let fact = generator.fact(relation)
            var found: (statements: Set<String>, questions: Set<String>) = ([], [])
            for _ in 0..<200 {
                found.statements.insert(generator.document(of: [fact]).text)
                found.questions.insert(generator.question(on: fact).text)
            }
            // What is compared are the sentences without the fact's own words.
            let bare = { (text: String) in
                text.replacing(fact.subject.name, with: "SUBJECT").replacing(fact.value, with: "VALUE")
            }
            seen[phrasing] = (Set(found.statements.map(bare)), Set(found.questions.map(bare)))
        }
        #expect(seen[.training]?.statements.count ?? 0 >= 6 && seen[.training]?.questions.count ?? 0 >= 6)
        #expect(seen[.kept]?.statements.count == 2 && seen[.kept]?.questions.count == 2)
        #expect(seen[.training]?.statements.isDisjoint(with: seen[.kept]?.statements ?? []) == true)
        #expect(seen[.training]?.questions.isDisjoint(with: seen[.kept]?.questions ?? []) == true)
    }

    @Test("a document names its subject and holds every value as the answer writes it", arguments: seeds)
    func documents(seed: UInt64) {
        var generator = generator(seed)
        for index in 0..<300 {
            let document = generator.document(of: generator.facts(index % 5 + 1))
            #expect(document.facts.count == min(index % 5 + 1, document.facts.count))
            for fact in document.facts {
                let found = document.text.lowercased()
                #expect(found.contains(fact.value.lowercased()), "seed \(seed): \(document.text)")
                #expect(found.contains(fact.subject.name.lowercased()), "seed \(seed): \(document.text)")
            }
            #expect(!document.text.contains("{") && !document.text.contains("  "), "\(document.text)")
            #expect(document.text.first?.isLowercase == false && document.text.last == ".", "\(document.text)")
        }
    }

    @Test("a question names its subject and not its answer", arguments: seeds) func questions(seed: UInt64) {
        var generator = generator(seed)
        for _ in 0..<500 {
            let fact = generator.fact()
            let question = generator.question(on: fact)
            let text = question.text.lowercased()
            #expect(text.contains(fact.subject.name.lowercased()), "seed \(seed): \(question.text)")
            #expect(question.answer == fact.value && question.relation == fact.relation)
            #expect(question.text.hasSuffix("?") && question.prompt == "Question: \(question.text) Answer:")
        }
    }

    @Test("equal streams give equal texts, and other streams others") func deterministic() {
        let texts = [UInt64(1), 1, 2].map { seed in
            var generator = generator(seed)
            return (0..<50).map { _ in generator.document(of: generator.facts(3)).text }
        }
        #expect(texts[0] == texts[1])
        #expect(texts[0] != texts[2])
    }

    @Test("names of training and of evaluation share no word", arguments: seeds) func names(seed: UInt64) {
        let particles: Set<String> = ["van", "de", "von", "da", "el"]
        func words(_ names: NameSpace) -> Set<String> {
            var settings = FactSettings()
            settings.names = names
            settings.relations = ["job", "pet"]
            var generator = generator(seed, settings)
            let people = (0..<600).map { _ in generator.fact().subject.name }
            #expect(Set(people).count == people.count)
            let words = people.flatMap { $0.split { " -".contains($0) }.map(String.init) }
            return Set(words.filter { !particles.contains($0) && !$0.hasSuffix(".") })
        }
        let (training, evaluation) = (words(.training), words(.evaluation))
        #expect(training.count > 500 && evaluation.count > 200)
        #expect(training.isDisjoint(with: evaluation), "seed \(seed)")
    }

    @Test("a check is answered yes for the fact and no for another value", arguments: seeds)
    func checks(seed: UInt64) {
        var generator = generator(seed)
        for _ in 0..<200 {
            let fact = generator.fact()
            let (right, wrong) = (generator.check(of: fact, isTrue: true), generator.check(of: fact, isTrue: false))
            #expect(right.answer == "yes" && wrong.answer == "no")
            #expect(right.text.lowercased().contains(fact.value.lowercased()))
            let other = generator.check(of: fact, isTrue: false, value: fact.value)
            #expect(other.answer == "no")
        }
    }

    @Test("a correction states another value of the same fact", arguments: seeds) func corrections(seed: UInt64) {
        var generator = generator(seed)
        for _ in 0..<300 {
            let fact = generator.fact()
            let correction = generator.correction(of: fact)
            #expect(correction.facts.count == 1)
            #expect(correction.facts[0].subject == fact.subject && correction.facts[0].relation == fact.relation)
            #expect(correction.facts[0].value != fact.value)
            let text = correction.text.lowercased()
            #expect(text.contains(correction.facts[0].value.lowercased()), "seed \(seed): \(correction.text)")
            #expect(text.contains(fact.subject.name.lowercased()), "seed \(seed): \(correction.text)")
        }
    }

    @Test("a question on an unknown person names nobody of whom something was said") func unknown() {
        var generator = generator(3)
        let known = Set((0..<200).map { _ in generator.fact("job").subject.name })
        for _ in 0..<200 {
            let question = generator.unknown("job")
            #expect(question.answer == FactGenerator.unknownAnswer && question.kind == .unknown)
            #expect(!known.contains(question.person))
        }
    }

    @Test("a crowd has other subjects in every document and a relation in common, within the length", arguments: seeds)
    func crowd(seed: UInt64) {
        var generator = generator(seed)
        let documents = generator.crowd(
            22, sharing: 1, relation: "home", facts: 1...3, length: { words($0) }, in: 3...25)
        #expect(documents.count == 22)
        #expect(documents.allSatisfy { document in document.facts.contains { $0.relation == "home" } })
        #expect(documents.allSatisfy { (3...25).contains(words($0.text)) })
        #expect(Set(documents.map(\.facts[0].subject.name)).count == 22)
    }

    @Test("a length that cannot be had is said to be so") func impossible() {
        var generator = generator(1)
        #expect(generator.document(facts: 2...3, length: { words($0) }, in: 1...2) == nil)
    }

    @Test("plain statements begin or end with the fact and say nothing else") func plain() {
        var settings = FactSettings.plain
        settings.templatesMax = 1
        settings.relations = ["job"]
        var generator = generator(1, settings)
        let fact = generator.fact()
        let text = generator.document(of: [fact]).text
        #expect(text.hasPrefix("\(fact.subject.name) works as a") && text.hasSuffix(" \(fact.value)."))
        #expect(generator.question(on: fact).text == "What is the job of \(fact.subject.name)?")
    }
}
