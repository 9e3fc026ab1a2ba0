import Bytes
import Datasets
import Testing

@Suite("Records of facts to correct")
struct EditRecordTests {
    private func entry(_ text: String) -> DatasetEntry { DatasetEntry(bytes: Array(text.utf8)) }

    @Test("a line of ZsRE has the edit, a paraphrase, and questions for locality and portability")
    func zsre() throws {
        let record = try EditRecord(entry(#"""
            {"subject": "Ann", "prompt": "Where is Ann?", "target_new": " Rome ", "ground_truth": "Oslo",
             "rephrase_prompt": "Ann is where?", "locality_prompt": "nq question: who", "locality_ground_truth": "Bo",
             "portability_prompt": "p", "portability_ground_truth": "q"}
            """#))
        #expect(record.target == "Rome" && record.truth == "Oslo" && record.paraphrase == "Ann is where?")
        #expect(record.locality?.answer == "Bo" && record.portability?.prompt == "p")
    }

    @Test("lines that cannot be edits are refused with what is wrong", arguments: [
        (#"{"subject": "Bo", "prompt": "Where is Ann?", "target_new": "x", "ground_truth": "y"}"#, "subject"),
        (#"{"subject": "Ann", "prompt": "Where is Ann?", "target_new": "  ", "ground_truth": "y"}"#, "target_new"),
        (#"{"subject": "Ann", "prompt": "Ann", "target_new": "x"}"#, "ground_truth"),
        (#"{"subject": 7, "prompt": "Ann", "target_new": "x", "ground_truth": "y"}"#, "subject"),
        (#"{"subject": "Ann", "prompt": "Ann", "target_new": "x", "ground_truth": "y", "locality_prompt": "l"}"#,
         "locality_ground_truth"),
        ("[]", "subject"), ("{", "line"),
    ])
    func refuses(line: String, member: String) {
        let error = #expect(throws: RecordError.self) { try EditRecord(entry(line)) }
        if member != "line" { #expect(error?.reason.contains(member) == true) }
    }

    @Test("a known fact has its relation, and its prompt holds its subject")
    func known() throws {
        let line = #"{"subject": "Ann", "prompt": "Ann is in ", "attribute": " Rome", "relation_id": "P1"}"#
        #expect(try KnownFactRecord(entry(line)).attribute == "Rome")
        #expect(throws: RecordError.self) {
            try KnownFactRecord(entry(line.replacing("Ann is", with: "Bo is")))
        }
    }
}
