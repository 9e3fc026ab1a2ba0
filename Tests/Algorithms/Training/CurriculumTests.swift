import Testing
import Training
import Transformer

@Suite("Steps of learning to look things up")
struct CurriculumTests {
    private let curriculum = Curriculum(words: .ordinary())

    private func example(_ step: CurriculumStep, _ index: Int) -> CurriculumExample {
        curriculum.example(step, random: CounterGenerator(key: (1, 2), place: (UInt64(index), 0, 0)))
    }

    @Test("every step's answers stand in its context, and its examples are its place's alone",
        arguments: CurriculumStep.all)
    func answers(step: CurriculumStep) {
        for index in 0..<50 {
            let example = example(step, index)
            #expect(example == self.example(step, index))
            #expect(example.queries.count == step.questions)
            let text = example.text.lowercased()
            for query in example.queries {
                #expect(text.contains(query.answer.lowercased()), "\(step.name): \(example)")
            }
        }
        #expect(example(step, 0) != example(step, 1))
    }

    @Test("the first step has eight names and eight values and nothing between") func pairs() {
        var names: Set<Substring> = []
        var values: Set<String> = []
        for index in 0..<200 {
            let example = example(CurriculumStep.all[0], index)
            let rows = example.text.split(separator: ". ").map { $0.split(separator: " ") }
            #expect((4...8).contains(rows.count) && rows.allSatisfy { $0.count == 2 }, "\(example.text)")
            #expect(Set(rows.map { $0[0] }).count == rows.count)
            names.formUnion(rows.map { $0[0] })
            values.formUnion(example.queries.map(\.answer))
            for query in example.queries { #expect(example.text.contains("\(query.prompt) \(query.answer).")) }
        }
        #expect(names.count == 8 && values.count == 8)
    }

    @Test("questions are drawn with replacement") func replacement() {
        let repeated = (0..<20).count { index in
            let prompts = example(CurriculumStep.all[0], index).queries.map(\.prompt)
            return Set(prompts).count < prompts.count
        }
        #expect(repeated == 20)
    }

    @Test("fillers grow by one a step") func fillers() {
        let steps = CurriculumStep.all.filter { $0.fillers.upperBound > 0 }
        #expect(steps.map(\.fillers) == (1...7).map { 0...$0 })
        let lengths = (0..<100).flatMap { index in
            example(steps[6], index).text.split(separator: ".").map { $0.split(separator: " ").count - 2 }
        }
        #expect(Set(lengths) == Set(0...7))
    }

    @Test("the first sentences have one form, one relation and listed values") func firstSentences() throws {
        let step = try #require(CurriculumStep.all.first { $0.name == "template-1" })
        for index in 0..<50 {
            let example = example(step, index)
            let names = example.queries.map { $0.prompt }
            #expect(names.allSatisfy { $0.hasPrefix("Question: ") && $0.hasSuffix("? Answer:") })
            #expect(example.queries.allSatisfy { !$0.answer.contains(" ") })
        }
    }

    @Test("the last step has up to 22 people") func crowd() throws {
        let step = try #require(CurriculumStep.all.last)
        let most = (0..<100).map { example(step, $0).text.split(separator: ". ").count }.max() ?? 0
        #expect(most > 22)
    }
}
