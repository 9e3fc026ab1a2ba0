import Bytes
import MemoryTypes
import Testing

@Suite("What is to be edited")
struct EditDraftTests {
    private func code(of draft: EditDraft) -> RefusalCode? {
        do throws(Refusal) {
            try draft.check()
            return nil
        } catch { return error.code }
    }

    private func draft(_ prompt: String, _ subject: String?, _ target: String) -> EditDraft {
        EditDraft(
            method: "r-rome", settings: [], onEdited: true,
            items: [EditItem(prompt: prompt, subject: subject, target: target, paraphrases: [], locality: [])])
    }

    @Test("each fault has a number of its own")
    func faults() {
        #expect(code(of: draft("The capital of Arcadia is", "Arcadia", "Tripoli")) == nil)
        #expect(code(of: draft("The capital of Arcadia is", nil, "Tripoli")) == nil)
        #expect(code(of: draft("The capital of Arcadia is", "arcadia", "Tripoli")) == .subjectNotInPrompt)
        #expect(code(of: draft("The capital of Arcadia is", "", "Tripoli")) == .subjectNotInPrompt)
        #expect(code(of: draft("The capital of Arcadia is", "Arcadia", " \n")) == .targetEmpty)
        #expect(code(of: draft("  ", nil, "Tripoli")) == .promptEmpty)
        #expect(code(of: draft(String(repeating: "x", count: 16385), nil, "Tripoli")) == .editTooLong)
        #expect(code(of: draft(String(repeating: "x", count: 16384), nil, "Tripoli")) == nil)
    }

    @Test("an artifact comes with the method imported alone, and needs no fact")
    func artifacts() {
        func draft(_ method: String, _ artifact: BlobDigest?) -> EditDraft {
            EditDraft(method: method, settings: [], artifact: artifact, onEdited: true, items: [])
        }
        #expect(code(of: draft("imported", .zero)) == nil)
        #expect(code(of: draft("r-rome", .zero)) == .artifactUnfit)
        #expect(code(of: draft("imported", nil)) == .artifactUnfit)
        #expect(code(of: draft("r-rome", nil)) == .batchInvalid)
    }

    @Test("a stack's digest holds its artifacts in their order and nothing else")
    func stacks() {
        func edit(_ byte: UInt8, at position: UInt64, _ artifact: BlobDigest) -> StackedEdit {
            StackedEdit(
                edit: EditID(unchecked: [UInt8](repeating: byte, count: 16)), position: LogPosition(position),
                artifact: artifact)
        }
        let (one, two) = (BlobDigest(of: [1]), BlobDigest(of: [2]))
        let stack = [edit(1, at: 3, one), edit(2, at: 9, two)]
        #expect(stack.stackDigest == [edit(7, at: 4, one), edit(8, at: 2, two)].stackDigest)
        #expect(stack.stackDigest != stack.reversed().stackDigest)
        #expect(stack.stackDigest != [edit(1, at: 3, one)].stackDigest)
        #expect([StackedEdit]().stackDigest == BlobDigest(of: [0, 0, 0, 0]))
    }

    @Test("a breach becomes a refusal with the number that crossed, what was found and the limit")
    func breach() {
        let breach = EditBreach(measure: .locality, found: 0.25, limit: 0.5, isLeast: true)
        let refusal = Refusal([breach])
        #expect(refusal.code == .guardRefused && refusal.numbers == [3, 250_000, 500_000])
        #expect(refusal.sentence.contains("locality is 0.25"))
        let endless = EditBreach(measure: .relativeChange, found: .nan, limit: 1, isLeast: false)
        #expect(Refusal([endless]).numbers == [5, .max, 1_000_000])
    }
}
