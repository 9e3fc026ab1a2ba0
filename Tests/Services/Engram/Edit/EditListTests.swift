import Engram
import MemoryTypes
import Testing
import Wire

@Suite("engram edit list, show and revert, and the guard of a pool")
struct EditListTests {
    private static let pool = PoolName(unchecked: "people")

    private static func summary(_ number: UInt8, _ state: EditState) -> EditSummary {
        EditSummary(
            edit: EditID(unchecked: [UInt8](repeating: number, count: 16)), number: UInt64(number), state: state,
            method: "memoir", items: 1, prompt: "The capital of Arcadia is", subject: "Arcadia",
            target: "Tripoli \(number)", position: state == .applied ? LogPosition(UInt64(number)) : nil,
            removed: state == .reverted ? LogPosition(77) : nil, actor: "", received: Timestamp(microseconds: 0))
    }

    private static func detail(_ state: EditState, job: JobID? = nil) -> EditDetail {
        EditDetail(
            name: pool, summary: summary(7, state), seed: 1, thresholds: .standard, job: job, errorCode: 0, error: "",
            measurements: [])
    }

    private func run(
        _ arguments: [String], _ conversation: ScriptedConversation
    ) async -> (status: Engram.ExitStatus, recorder: Recorder) {
        let recorder = Recorder()
        let surroundings = Surroundings(environment: [:], terminal: recorder.terminal()) { _ in conversation }
        let status = await Surroundings.$current.withValue(surroundings) {
            await runEngram(arguments + ["--endpoint", "tcp://127.0.0.1:1"])
        }
        return (status, recorder)
    }

    @Test("list reads page after page, and shows what is in force")
    func list() async {
        let conversation = ScriptedConversation { _, before in
            before == 0
                ? EditPage(edits: [Self.summary(2, .applied)], next: 2, inForce: 2)
                : EditPage(edits: [Self.summary(1, .applied)], inForce: 2)
        }
        let (status, recorder) = await run(["edit", "list", "--pool", "people"], conversation)
        #expect(status == .success && conversation.requests(ListEdits.self).map(\.before) == [nil, 2])
        #expect(conversation.requests(ListEdits.self).map(\.removed) == [false, false])
        #expect(recorder.output.contains("Arcadia is -> Tripoli 1") && recorder.output.contains("-> Tripoli 2"))
        #expect(recorder.diagnostics.contains("2 edits of people in force"))
    }

    @Test("the history of a subject has what was taken back too")
    func history() async {
        let conversation = ScriptedConversation { _, _ in EditPage(edits: [Self.summary(3, .reverted)], inForce: 0) }
        let (_, recorder) = await run(["edit", "list", "--pool", "people", "--subject", "Arcadia"], conversation)
        #expect(conversation.requests(ListEdits.self).map(\.subject) == ["Arcadia"])
        #expect(conversation.requests(ListEdits.self).map(\.removed) == [true])
        #expect(recorder.output.contains("reverted") && recorder.output.contains("77"))
    }

    @Test("revert drops at once, and waits for a replay", arguments: [true, false])
    func revert(replays: Bool) async {
        let conversation = ScriptedConversation { request, _ in
            request is RevertEdit && replays ? Self.detail(.reverting, job: JobID(4)) : Self.detail(.reverted)
        }
        let edit = String(repeating: "07", count: 16)
        let (status, recorder) = await run(
            ["edit", "revert", edit, "--pool", "people"] + (replays ? ["--replay"] : []), conversation)
        #expect(status == .success && recorder.output.contains("reverted"))
        #expect(conversation.requests(RevertEdit.self).map(\.replays) == [replays])
        #expect(conversation.requests(AwaitEdit.self).count == (replays ? 1 : 0))
    }

    @Test("the guard changes what is given and nothing else; without anything it is shown")
    func thresholds() async {
        let conversation = ScriptedConversation { request, _ in
            GuardShown(name: Self.pool, thresholds: (request as? SetGuard)?.thresholds ?? EditGuard(localityMin: 0.75))
        }
        let shown = await run(["pools", "guard", "people"], conversation)
        #expect(shown.status == .success && conversation.requests(SetGuard.self).isEmpty)
        #expect(shown.recorder.output.contains("at least 0.75"))
        _ = await run(["pools", "guard", "people", "--action", "revert", "--change", "0.5"], conversation)
        #expect(conversation.requests(SetGuard.self).map(\.thresholds) == [
            EditGuard(action: .revert, localityMin: 0.75, relativeChangeMax: 0.5)
        ])
        let wrong = await run(["pools", "guard", "people", "--locality", "2"], conversation)
        #expect(wrong.status == .usage)
    }
}
