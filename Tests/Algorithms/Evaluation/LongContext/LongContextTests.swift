import Evaluation
import LatentMemory
import Testing

@Suite("Documents longer than the context")
struct LongContextTests {
    private static let set = RetentionSet((0..<40).map { number in
        RetentionDocument(
            text: "Text \(number).",
            questions: [
                RetentionQuestion(text: "Which \(number)?", answers: ["A"], person: "P\(number / 2)", relation: "home")
            ])
    })

    private static func length(_ text: String) -> Int { text.utf8.count }

    @Test("parts are drawn until there are enough, none speaks twice of the same, and questions know where they stand")
    func drawn() throws {
        for number in 0..<10 {
            let drawn = LongDocument.drawn(
                from: Self.set, number: number, seed: 1, tokens: 100, questions: 99, length: Self.length)
            let document = try #require(drawn)
            let parts = document.text.split(separator: "\n").map(String.init)
            #expect(parts.reduce(0) { $0 + $1.utf8.count } >= 100)
            #expect(parts.dropLast().reduce(0) { $0 + $1.utf8.count } < 100)
            #expect(document.questions.count == parts.count)
            let people = document.questions.compactMap { Int($0.text.dropFirst(6).dropLast()) }.map { $0 / 2 }
            #expect(Set(people).count == people.count)
            for question in document.questions {
                let said = String(decoding: Array(document.text.utf8)[..<question.end], as: UTF8.self)
                #expect(said.hasSuffix("Text \(question.text.dropFirst(6).dropLast())."))
            }
        }
        let length = Self.length
        let other = { (seed: UInt64) in
            LongDocument.drawn(from: Self.set, number: 0, seed: seed, tokens: 100, questions: 3, length: length)
        }
        #expect(other(1)?.text == other(1)?.text && other(1)?.text != other(2)?.text && other(1)?.questions.count == 3)
        let whole = [(0, 9000), (3, 0), (40, 0)].map { number, tokens in
            LongDocument.drawn(from: Self.set, number: number, seed: 1, tokens: tokens, questions: 3, length: length)
        }
        #expect(whole.map { $0?.text } == [nil, "Text 3.", nil] && whole[1]?.questions.first?.end == 7)
    }

    @Test("memory reads all of it, truncation its end alone, and a wrong answer is wrong")
    func ways() throws {
        let fixture = try EvaluationFixture()
        let text = "The first part is here. And here is the second one, which is long. The end."
        let asked = "What?"
        var chain = UpdateChain(fixture.model, shape: fixture.shape, base: fixture.base, seed: 9)
        chain.absorb(fixture.text.pieces(of: text))
        let nothing = fixture.model.detachedContext(tokens: 24)
        let end = String(text.suffix(10)) + "\n" + asked
        let said = [
            fixture.said(asked, chain.context, count: 3), fixture.said(end, nothing, count: 3),
            fixture.said(end, chain.context, count: 3), fixture.said(asked, nothing, count: 3),
        ]
        #expect(Set(said).count > 1)
        let run = LongContextRun(
            fixture.model, shape: fixture.shape, base: fixture.base, text: fixture.text, contextTokens: 10,
            rule: .exact, tokens: 3
        ) { EvaluationFixture.tokens($0) }
        for (place, answer) in said.enumerated() {
            let set = RetentionSet([
                RetentionDocument(text: text, questions: [RetentionQuestion(text: asked, answers: [answer])]),
                RetentionDocument(text: "Other.", questions: []),
            ])
            let drawn = LongDocument.drawn(
                from: set, number: 0, seed: 1, tokens: 0, questions: 1, length: Self.length)
            let document = try #require(drawn)
            let found = try #require(run.answers(document, number: 0, seed: 9).first)
            #expect(found.right == said.map { $0 == answer }, "\(LongContextWay.allCases[place])")
            #expect(found.distance == 0 && found.updates == 5 && found.overlap[place] == 1)
        }
    }

    @Test("token F1: case, punctuation and articles do not count, words as often as they stand do")
    func overlap() {
        #expect(AnswerOverlap.best("The Seine.", ["Loire", "seine"]) == 1)
        #expect(abs(AnswerOverlap.best("on the Seine", ["Seine"]) - 2.0 / 3) < 1e-12)
        #expect(abs(AnswerOverlap.best("red red", ["red wine"]) - 0.5) < 1e-12)
        #expect(AnswerOverlap.best("", ["red"]) == 0 && AnswerOverlap.best("blue", ["red"]) == 0)
        #expect(AnswerOverlap.best("the", ["a"]) == 1)
    }
}
