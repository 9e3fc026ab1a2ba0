import Checkpoints
import Foundation
import LatentMemory
import TestKit
import Testing
import Tokenization
import Training
import Transformer

@Suite("Lessons on facts, passages and documents")
struct LessonTests {
    private let tokenizer: Tokenizer
    private let eos: Int32
    private let cutting: DocumentPieces

    init() throws {
        let folder = TestFiles.pilot.path
        let loaded = try TrainingTokenizer(folder: folder)
        (tokenizer, eos) = (loaded.tokenizer, try #require(loaded.eos))
        cutting = DocumentPieces(
            tokenizer: tokenizer,
            memory: MemoryConfiguration(
                updateTokens: 24, poolTokens: 720, addsBos: true, dropsPerLayer: false, memoryClass: .llama8B,
                adapters: nil, pieceTokensMax: 28))
    }

    private func random(_ number: UInt64) -> CounterGenerator { CounterGenerator(key: (7, 7), place: (number, 0, 0)) }

    /// The texts between ends of sequences.
    private func texts(_ sequence: TrainingSequence) -> [String] {
        sequence.tokens.split(separator: eos).map { plain(Array($0)) }
    }

    /// Without white space, which the tokenizer writes before words and between digits.
    private func plain(_ tokens: [Int32]) -> String { tokenizer.decode(tokens).filter { $0 != " " } }

    private func plain(_ text: String) -> String { text.filter { $0 != " " } }

    /// The tokens that count 1, as texts.
    private func answers(_ sequence: TrainingSequence) -> [String] {
        sequence.answerStarts.map { start in
            let end = sequence.weights[start...].firstIndex { $0 != 1 } ?? sequence.tokens.count
            return plain(Array(sequence.tokens[start..<end]).filter { $0 != eos })
        }
    }

    private static let passage = Passage(
        text: "Paris lies on the Seine. The Seine flows through Rouen. Nobody knows the deep old well of Troyes.",
        questions: [
            .init(text: "Where does Paris lie", answer: "the Seine"),
            .init(text: "What is in Troyes?", answer: "Troyes"),
            .init(text: "What is long?", answer: "Paris lies on the Seine. The Seine flows through Rouen"),
        ])

    private func passages(tokensMax: Int = 256) -> PassageLessons {
        PassageLessons(
            tokenizer: tokenizer, eos: eos, weighting: AnswerWeighting(), tokensMax: tokensMax, answerTokensMax: 6,
            questionsMax: 4)
    }

    private func lessons(_ change: (inout LessonSettings) -> Void) -> MemoryLessons {
        var settings = LessonSettings()
        change(&settings)
        return MemoryLessons(
            settings, tokenizer: tokenizer, eos: eos, weighting: AnswerWeighting(), cutting: cutting, seed: 3)
    }

    @Test("facts about the world stand by themselves: statements count little, and the answers of questions 1")
    func known() throws {
        let facts = try ["Gabon", "Peru", "Oman", "Fiji"].map { place in
            try #require(
                KnownFact(
                    place: place, path: ["Government", "Capital", "name"], text: "\(place)ville", random: random(0)))
        }
        for share in [0.0, 0.5, 1] {
            let lessons = KnownLessons(
                tokenizer: tokenizer, eos: eos, weighting: AnswerWeighting(), statementShare: share,
                statementWeight: 0.25)
            var random = random(1)
            let sequence = lessons.sequence(facts, using: &random)
            let asked = facts.filter { texts(sequence).contains(plain($0.question.prompt + $0.question.completion)) }
            let stated = facts.filter { texts(sequence).contains(plain($0.statement)) }
            #expect(asked.count + stated.count == 4 && texts(sequence).count == 4)
            #expect(share != 0 || asked.count == 4)
            #expect(share != 1 || stated.count == 4)
            #expect(share != 0.5 || (1...3).contains(asked.count))
            #expect(sequence.answerStarts.count == asked.count && sequence.topic == KnownLessons.topic)
            #expect(share != 1 || sequence.weights.dropFirst().allSatisfy { $0 == 0.25 })
        }
    }

    @Test("a passage is read and asked about: only what it still says, and only briefly")
    func passageInContext() throws {
        var (prefixed, count) = (0, 0)
        for number in 0..<20 {
            var random = random(UInt64(number))
            let sequence = try #require(passages().sequence(Self.passage, using: &random))
            let text = plain(sequence.tokens)
            #expect(text.contains("Parisliesonthe") && text.contains("Question:WheredoesParislie?Answer:theSeine."))
            #expect(sequence.answerStarts.count == 2 && sequence.topic == PassageLessons.topic)
            #expect(!text.contains("long"))
            prefixed += text.hasPrefix("Context:Paris") ? 1 : 0
            count += 1
            // The well is beyond the last whole sentence that fits.
            let short = try #require(passages(tokensMax: 44).sequence(Self.passage, using: &random))
            #expect(plain(short.tokens).contains("Rouen.\nQuestion:Where"))
            #expect(short.answerStarts.count == 1 && !plain(short.tokens).contains("Troyes"))
        }
        #expect((3...17).contains(prefixed) && count == 20)
        var random = random(99)
        let none = Passage(text: "Paris.", questions: [.init(text: "Who?", answer: "London")])
        #expect(passages().sequence(none, using: &random) == nil)
    }

    @Test("a passage in the pool is cut as workers cut it, and its questions are counted by themselves")
    func passageInPool() throws {
        var random = random(5)
        let document = try #require(passages().document(Self.passage, cutting: cutting, using: &random))
        let text = plain(document.tokens).hasPrefix("Context:") ? "Context: " + Self.passage.text : Self.passage.text
        #expect(document.pieces == cutting.pieces(of: text) && document.pieceCount > 1)
        #expect(document.pieces.allSatisfy { (1...28).contains($0.count) })
        #expect(document.questions.map(\.topic) == [.passage, .passage])
        let coded = try JSONDecoder().decode(MemoryDocument.self, from: JSONEncoder().encode(document))
        #expect(coded == document && coded.pieces == document.pieces)
        let (sequence, sources) = lessons { _ in }.sequence(
            stream: 0, number: 0, documents: [], fresh: [document], agesMax: 4)
        #expect(sources == Array(repeating: .passage, count: 8) && !sources.contains(where: \.isJudged))
        #expect(Set(answers(sequence)).isSubset(of: ["theSeine.", "Troyes."]))
    }

    @Test("documents are short, long or passages in the wanted shares, and a long one takes several updates")
    func kinds() {
        let lessons = lessons { ($0.passageShare, $0.longShare, $0.longTokens) = (0.3, 0.4, 100) }
        var counts: [MemoryLessons.Kind: Int] = [:]
        for number in 0..<200 {
            let kind = lessons.kind(stream: 1, number: number)
            counts[kind, default: 0] += 1
            guard kind != .passage, number < 40 else { continue }
            let document = lessons.document(stream: 1, number: number, tokens: 20...28)
            #expect(document.tokens.count <= 100 && (document.pieceCount > 1) == (kind == .long))
            #expect(document.questions.allSatisfy { $0.topic == (kind == .long ? .long : nil) })
        }
        #expect((40...80).contains(counts[.passage] ?? 0) && (60...100).contains(counts[.long] ?? 0))
    }

    @Test("questions on older documents reach back so many updates, not documents")
    func ages() {
        let question = { (text: String) in MemoryQuestion(prompt: [1], answer: [2], key: text) }
        let documents = [
            MemoryDocument(tokens: [1], questions: [question("old")]),
            MemoryDocument(pieces: [[1], [2], [3]], questions: [question("three")]),
            MemoryDocument(tokens: [1], questions: [MemoryQuestion(prompt: [9], answer: [2], key: "last")]),
        ]
        let fresh = MemoryDocument(tokens: [1], questions: [MemoryQuestion(prompt: [8], answer: [2], key: "now")])
        let prompts = (0..<5).map { updates in
            let lessons = lessons { $0.freshShare = 0 }
            let found = lessons.sequence(
                stream: 0, number: 0, documents: documents, fresh: [fresh], agesMax: updates)
            return Set(found.sequence.tokens).subtracting([2])
        }
        #expect(prompts == [[8], [9], [9], [9], [9, 1]])
    }

    @Test("documents in context: each question follows from what stands before it, or nobody said it")
    func context() {
        let lessons = lessons {
            ($0.unknownShare, $0.correctionShare, $0.checkShare) = (0.3, 0.3, 0.3)
        }
        var answered: [String] = []
        for number in 0..<30 {
            let sequence = lessons.sequence(number: number, documentsMax: 6, tokensMax: 40, contextTokensMax: 160)
            #expect(sequence == lessons.sequence(number: number, documentsMax: 6, tokensMax: 40, contextTokensMax: 160))
            #expect(sequence.answerStarts.count == 8 && sequence.topic == MemoryLessons.contextTopic)
            let context = plain(Array(sequence.tokens[..<sequence.answerStarts[0]]))
            for answer in answers(sequence).map({ String($0.dropLast()) }) {
                answered.append(answer)
                let isSaid = context.lowercased().contains(answer.lowercased())
                #expect(["yes", "no", "unknown"].contains(answer) || isSaid, "\(number): \(answer)")
            }
        }
        #expect(Set(answered).isSuperset(of: ["yes", "no", "unknown"]))
        #expect((40...100).contains(answered.count { $0 == "unknown" }))
    }
}
