import Bytes
import Datasets
import Files
import Foundation
import Testing

@Suite("Records of the sets that training and evaluation read")
struct RecordTests {
    private func entry(_ text: String) -> DatasetEntry { DatasetEntry(bytes: Array(text.utf8)) }

    @Test("a question keeps distinct answers and knows its short one") func question() throws {
        let record = try QuestionRecord(
            entry(#"{"context": "c", "question": "q", "answers": ["in the year 1066", "1066", "1066"]}"#))
        #expect(record.answers == ["in the year 1066", "1066"])
        #expect(record.shortAnswer(wordsMax: 3) == "1066")
        #expect(record.shortAnswer(wordsMax: 0) == nil)
    }

    @Test("Hugging Face's form of answers is read too") func nestedAnswers() throws {
        let record = try QuestionRecord(
            entry(#"{"context": "c", "question": "q", "answers": {"text": ["a"], "answer_start": [3]}}"#))
        #expect(record.answers == ["a"])
    }

    @Test("a question without an answer must say that it has none") func unanswerable() throws {
        let record = try QuestionRecord(
            entry(#"{"context": "c", "question": "q", "answers": [], "is_impossible": true}"#))
        #expect(record.answers.isEmpty)
        #expect(throws: RecordError.self) {
            try QuestionRecord(entry(#"{"context": "c", "question": "q", "answers": []}"#))
        }
    }

    @Test("questions on one passage come together, and a bad line among them alone is lost") func passages() throws {
        func line(_ context: String, _ question: String) -> String {
            #"{"context": "\#(context)", "question": "\#(question)", "answers": ["a"]}"# + "\n"
        }
        let folder = FileManager.default.temporaryDirectory.appending(path: "passages-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "squad.jsonl").path
        let text = line("one", "1") + line("one", "2") + line("two", "3") + "broken\n" + line("two", "4")
        try writeAtomically(Array(text.utf8), to: path)
        let file = try DatasetFile(path: path, scratch: folder.path).grouped(by: "context")
        var reader = try DatasetReader<PassageRecord>(file, order: .sequential)
        var seen: [String] = []
        var bad: [Int] = []
        while let passage = try reader.next(report: { bad.append($0.line) }) {
            seen.append("\(passage.context): \(passage.questions.map(\.question).joined(separator: " "))")
        }
        #expect(seen == ["one: 1 2", "two: 3", "two: 4"])
        #expect(bad == [4])
    }

    @Test("the last word is taken off a cloze") func cloze() throws {
        let record = try ClozeRecord(entry(#"{"text": "I don't care about signs", "target_word": "signs"}"#))
        #expect(record.context == "I don't care about")
        #expect(record.word == "signs")
        #expect(throws: RecordError.self) { try ClozeRecord(entry(#"{"text": "a b", "target_word": "c"}"#)) }
    }

    @Test("tokens of FewRel become a sentence, and the ends of the relation stand in it") func relation() throws {
        let record = try RelationRecord(
            entry(
                #"""
                {"relation_id": "P26", "relation": "spouse", "tokens": ["In", "\"", "Art", "\"", "(", "1987", ")", ",",
                "Ann", "Lee", "'s", "four", "-", "year", "husband", "Bo", "sang", "."],
                "head": {"name": "ann lee", "positions": [[8, 9]]}, "tail": {"name": "bo", "positions": [[15]]}}
                """#))
        #expect(record.sentence == #"In "Art" (1987), Ann Lee's four-year husband Bo sang."#)
        #expect(record.head == "Ann Lee")
        #expect(record.tail == "Bo")
    }

    @Test("a position outside of the tokens is refused") func position() {
        #expect(throws: RecordError.self) {
            try RelationRecord(
                entry(
                    #"""
                    {"relation_id": "P1", "relation": "r", "tokens": ["a"],
                    "head": {"positions": [[1]]}, "tail": {"positions": [[0]]}}
                    """#))
        }
    }

    @Test("a pattern is filled on both sides") func pattern() throws {
        let record = try PatternRecord(
            entry(#"{"relation_id": "P17", "relation": "country", "pattern": "[X] , which is located in [Y] ."}"#))
        #expect(record.filled(subject: "Lyon", object: "France") == "Lyon, which is located in France.")
    }

    @Test("a field of the factbook has a place, a path and a text") func field() throws {
        let record = try FieldRecord(
            entry(#"{"place": "Algeria", "path": ["Government", "Capital", "name"], "text": "Algiers"}"#))
        #expect(record.path.last == "name")
        #expect(throws: RecordError.self) { try FieldRecord(entry(#"{"place": "Algeria", "path": [], "text": "x"}"#)) }
    }
}
