import Engram
import MemoryTypes
import Testing
import Wire

@Suite("engram pools rebuild", .timeLimit(.minutes(1)))
struct RebuildPoolTests {
    private static func pool(_ name: String, uid: UInt8, pending: UInt64 = 0) throws -> PoolDescription {
        let shape = try #require(
            PoolShape(layers: 1, width: 2, tokens: 8, updateTokens: 2, shards: 1, dropsPerLayer: false))
        return PoolDescription(
            pool: PoolID(UInt64(uid)), uid: try #require(PoolUID(bytes: [UInt8](repeating: uid, count: 16))),
            name: try #require(PoolName(name)), tenant: .default, model: .zero, modelName: "m", shape: shape,
            initialised: true, seed: 1, version: PoolVersion(3), position: LogPosition(4), stateHash: .zero,
            headHash: .zero,
            shards: [ShardStatus(chainIndex: 3, head: PoolVersion(3), pendingJobs: pending, blocked: false)],
            documents: 3, facts: 0, halfLife: 2, checkpointEvery: 256, oldestReplayable: PoolVersion(0),
            created: Timestamp(microseconds: 0))
    }

    private func run(
        _ arguments: [String], _ conversation: ScriptedConversation
    ) async -> (status: Engram.ExitStatus, recorder: Recorder) {
        let recorder = Recorder()
        let surroundings = Surroundings(environment: [:], terminal: recorder.terminal()) { _ in conversation }
        let status = await Surroundings.$current.withValue(surroundings) {
            await runEngram(["pools", "rebuild", "a", "b", "--endpoint", "tcp://127.0.0.1:1"] + arguments)
        }
        return (status, recorder)
    }

    /// Pool 1 is called a until `exchanged` looks at it, and pool 2 from then on.
    private func rebuilding(exchanged: Int, edits: [EditSummary] = []) -> ScriptedConversation {
        ScriptedConversation { request, before in
            if request is ListEdits { return EditPage(edits: edits, inForce: UInt64(edits.count)) }
            guard let shown = request as? ShowPool else { return try Self.pool("b", uid: 2, pending: 3) }
            // Each look at a is followed by one at b.
            let hasExchanged = before / 2 >= exchanged
            return shown.name.text == "a"
                ? try Self.pool("a", uid: hasExchanged ? 2 : 1)
                : try Self.pool("b", uid: hasExchanged ? 1 : 2, pending: UInt64(clamping: exchanged - before / 2))
        }
    }

    @Test("with --wait it ends when the name is the new pool's, and shows that pool", arguments: [0, 1, 2])
    func waits(exchanged: Int) async {
        let conversation = rebuilding(exchanged: exchanged)
        let (status, recorder) = await run(["--wait", "--json"], conversation)
        #expect(status == .success)
        #expect(conversation.shown == (0..<exchanged).flatMap { _ in ["a", "b"] } + ["a"])
        #expect(recorder.output.contains("\"name\" : \"a\""), "\(recorder.output)")
        #expect(!recorder.diagnostics.contains("serves until"))
    }

    @Test("edits that cannot be carried over are listed") func edits() async {
        let edit = EditSummary(
            edit: EditID(unchecked: [UInt8](repeating: 7, count: 16)), number: 1, state: .applied, method: "memoir",
            items: 2, prompt: "The capital of Arcadia is", subject: "Arcadia", target: "Tripoli", actor: "",
            received: Timestamp(microseconds: 0))
        let recorder = await run([], rebuilding(exchanged: 1, edits: [edit])).recorder
        #expect(recorder.diagnostics.contains("1 edit of a cannot be carried over"))
        #expect(recorder.diagnostics.contains("The capital of Arcadia is -> Tripoli and 1 more"))
    }

    @Test("without --wait it says which pool serves meanwhile") func returns() async {
        let conversation = rebuilding(exchanged: 1)
        let (status, recorder) = await run([], conversation)
        #expect(status == .success && conversation.shown.isEmpty)
        #expect(recorder.diagnostics.contains("a serves until b has read everything"))
    }

    @Test("with --wait it ends with the refusal when the pool that is built is dropped") func dropped() async throws {
        let conversation = ScriptedConversation { request, _ in
            if request is ListEdits { return EditPage(edits: [], inForce: 0) }
            guard let shown = request as? ShowPool else { return try Self.pool("b", uid: 2) }
            guard shown.name.text == "a" else { throw Refusal(.unknownPool) }
            return try Self.pool("a", uid: 1)
        }
        let (status, _) = await run(["--wait"], conversation)
        #expect(status == .refused && conversation.shown == ["a", "b"])
    }
}

extension ScriptedConversation {
    /// The pools that were asked for, in order.
    fileprivate var shown: [String] { requests(ShowPool.self).map(\.name.text) }
}
