import Bytes
import MemoryTypes
import PostgreSQL
import ServiceKit
import StoreClient
import TestKit
import Testing
import Wire
import ZeroMQ

/// What comes from outside may be anything: it gets its number, nothing is written, and the process lives.
@Suite("Walks: hostile input", .serialized)
struct HostileWalk {
    /// Frames, and the number they are refused with; nil for what is answered.
    struct Case {
        let name: String
        let frames: [[UInt8]]
        let code: RefusalCode?

        init(_ name: String, _ frames: [[UInt8]], _ code: RefusalCode?) {
            self.name = name
            self.frames = frames
            self.code = code
        }

        init(_ message: some Message, _ code: RefusalCode?, tenant: String = "", deadline: Int64 = 0) {
            let packet = Packet(message, correlation: 7, deadline: deadline, tenant: tenant)
            let wanted = code.map { "\($0)" } ?? "an answer"
            self.init("\(type(of: message)) that deserves \(wanted)", packet.frames(), code)
        }
    }

    private static let pool = PoolName(unchecked: "people")
    private static let foreign = PoolName(unchecked: "foreign")
    private static let document = DocumentID(bytes: [UInt8](repeating: 9, count: 16))!

    private static func push(
        _ text: String = "Velu is a baker.", pool: PoolName = pool, metadata: String = "", source: String = ""
    ) -> PushDocument {
        PushDocument(document: document, pool: pool, text: text, metadata: metadata, source: source)
    }

    /// A message some bytes of whose payload are others, with a checksum that fits.
    private static func changed(_ message: some Message, _ from: String, to bytes: [UInt8]) -> [[UInt8]] {
        let packet = Packet(message, correlation: 7)
        let found = packet.payload.firstRange(of: Array(from.utf8))
        guard let found else { preconditionFailure("\(from) is not in the payload") }
        var payload = packet.payload
        payload.replaceSubrange(found, with: bytes)
        return Packet(envelope: packet.envelope, payload: payload).frames()
    }

    private static func broken(_ byte: Int, _ bit: UInt8) -> [[UInt8]] {
        var frames = Packet(push(), correlation: 7).frames()
        if byte < 0 { frames[1][20] ^= bit } else { frames[0][byte] ^= bit }
        return frames
    }

    private static var frameCases: [Case] {
        var unknown = Envelope(kind: .hello, correlation: 7)
        unknown.kindNumber = 0x7777
        let large = [UInt8](repeating: 0, count: Limits.clientMessageBytesMax + 1)
        return [
            Case("no Engram", broken(0, 1), .notEngram), Case("another version", broken(4, 2), .wrongVersion),
            Case("a flipped bit in the payload", broken(-1, 16), .corruptFrame),
            Case("a flipped bit in the flags", broken(8, 4), .corruptFrame),
            Case("a flipped bit in the checksum", broken(13, 4), .corruptFrame),
            Case("no such kind", Packet(envelope: unknown, payload: []).frames(), .unknownKind),
            Case("an answer as a request", Packet(Acknowledged(), correlation: 7).frames(), .unexpectedKind),
            Case(
                "too large", Packet(envelope: Envelope(kind: .pushDocument, correlation: 7), payload: large).frames(),
                .oversized),
            Case("not UTF-8", changed(push(), "Velu", to: [0xC3, 0x28, 0xFF, 0xFE]), .notUTF8),
            Case("a name that climbs", changed(push(), "people", to: Array("../etc".utf8)), .nameInvalid),
            Case("a payload that ends early", changed(push(), " baker.", to: []), .malformedPayload),
            Case(push(), .deadlinePassed, deadline: 1), Case(push(), .deadlinePassed, deadline: .min),
            Case(push(), .tenantMismatch, tenant: "acme"), Case(push(), .nameInvalid, tenant: "Not A Name"),
        ]
    }

    private static var documentCases: [Case] {
        [
            Case(push(" \n\t"), .emptyDocument), Case(push(""), .emptyDocument),
            Case(push(String(repeating: "a", count: Limits.textBytesMax + 1)), .textTooLarge),
            Case(push(pool: PoolName(unchecked: "nowhere")), .unknownPool),
            Case(push(metadata: "[1]"), .metadataInvalid), Case(push(metadata: "{\"a\":\"\0\"}"), .metadataInvalid),
            Case(push(metadata: String(repeating: "[", count: 60_000)), .metadataInvalid),
            Case(push(source: "a\0b"), .malformedPayload),
            Case(AppendDocuments(drafts: [DocumentDraft(tenant: .default, actor: 0, push: push(" "))]), .emptyDocument),
            Case(ListDocuments(limit: -1), .invalidLimit), Case(ListDocuments(limit: 0), .invalidLimit),
            Case(ListDocuments(limit: Limits.pageMax + 1), .invalidLimit),
            Case(ListDocuments(after: JobID(.max), limit: 10), nil),
            Case(ShowDocument(document: document), .unknownDocument),
            Case(ListJobs(after: JobID(.max), limit: 10), nil), Case(ListJobs(limit: .min), .invalidLimit),
            Case(CancelJob(job: JobID(.max)), .unknownJob), Case(RevokeKey(key: .max), .unknownKey),
            Case(
                ForgetDocument(document: document, purge: true, estimateOnly: false), .unknownDocument),
        ]
    }

    private static var poolCases: [Case] {
        let other = PoolName(unchecked: "other")
        return [
            Case(CreatePool(name: other, model: "", shards: -1, seed: 1, empty: false), .invalidLimit),
            Case(CreatePool(name: other, model: "no such", shards: 1, seed: 1, empty: false), .unknownModel),
            Case(RestorePool(name: pool, version: PoolVersion(99)), .unknownVersion),
            Case(RestorePool(name: pool, version: PoolVersion(.max)), .unknownVersion),
            Case(ForkPool(source: pool, version: PoolVersion(.max), name: other), .unknownVersion),
            Case(ListVersions(name: pool, from: PoolVersion(.max), limit: 10), nil),
            Case(ListLog(name: pool, from: LogPosition(.max), limit: 10), nil),
            Case(ListAbsorptions(name: pool, from: LogPosition(.max), limit: 10), nil),
            Case(ShowRecord(name: pool, position: LogPosition(.max)), .unknownRecord),
            Case(retention(-5), .invalidLimit), Case(retention(1, every: 0), .invalidLimit),
            Case(retention(1, every: .max), .invalidLimit), Case(refresh(-1), .invalidLimit),
            Case(refresh(.nan), .invalidLimit), Case(refresh(.infinity), .invalidLimit),
            Case(DropPool(name: pool, uid: uid), .unknownPool),
            Case(RebuildPool(source: PoolName(unchecked: "nowhere"), model: "", name: other), .unknownPool),
            Case(FetchBlob(pool: pool, digest: .zero, offset: .max, chunks: 1), .unknownBlob),
            Case(FetchBlob(pool: pool, digest: .zero, offset: 0, chunks: 0), .malformedPayload),
            Case(fact("a\0b", nil), .tripleInvalid), Case(fact("s", Timestamp(microseconds: .min)), .malformedPayload),
            Case(QueryTriples(name: pool, subject: "a\0b", limit: 10), .malformedPayload),
            Case(QueryTriples(name: pool, subject: "s", limit: -1), .invalidLimit),
        ]
    }

    private static let uid = PoolUID(bytes: [UInt8](repeating: 1, count: 16))!

    private static func retention(_ keep: Int, every: UInt32? = nil) -> SetRetention {
        SetRetention(name: pool, keepCheckpoints: keep, checkpointEvery: every, estimateOnly: false)
    }

    private static func refresh(_ share: Double) -> RefreshPool {
        RefreshPool(name: pool, documents: [], pinnedOnly: false, survivalBelow: share, estimateOnly: false)
    }

    private static func fact(_ subject: String, _ from: Timestamp?) -> AssertTriple {
        AssertTriple(
            name: pool, triple: Triple(subject: subject, relation: "r", object: "o"), validFrom: from, validTo: nil,
            document: nil)
    }

    private static let edit = EditID(unchecked: [UInt8](repeating: 7, count: 16))

    private static func submit(
        _ prompt: String = "The capital of Arcadia is", subject: String? = "Arcadia", target: String = "Tripoli",
        method: String = "r-rome", artifact: BlobDigest? = nil, pool: PoolName = pool
    ) -> SubmitEdit {
        let item = EditItem(prompt: prompt, subject: subject, target: target, paraphrases: [], locality: [])
        let draft = EditDraft(
            method: method, settings: ["layer=99"], artifact: artifact, onEdited: true, items: [item])
        return SubmitEdit(edit: edit, name: pool, draft: draft)
    }

    private static var editCases: [Case] {
        let long = String(repeating: "a", count: Limits.editTextBytesMax + 1)
        let reliable = SetGuard(name: pool, thresholds: EditGuard(reliabilityMin: 1))
        let nothing = EditDraft(method: "r-rome", settings: [], onEdited: true, items: [])
        return [
            Case(submit(subject: "Utopia"), .subjectNotInPrompt), Case(submit(subject: ""), .subjectNotInPrompt),
            Case(submit(target: ""), .targetEmpty), Case(submit(target: "\n "), .targetEmpty),
            Case(submit(" ", subject: nil), .promptEmpty), Case(submit(long, subject: nil), .editTooLong),
            Case(submit(target: long), .editTooLong), Case(submit(artifact: .zero), .artifactUnfit),
            Case(submit(method: EditDraft.imported), .artifactUnfit),
            Case(submit(method: EditDraft.imported, artifact: .zero), .unknownBlob),
            Case(submit(pool: PoolName(unchecked: "nowhere")), .unknownPool),
            Case(SubmitEdit(edit: edit, name: pool, draft: nothing), .batchInvalid),
            Case("a name that is not there", changed(submit(), "r-rome", to: []), .textTooLarge),
            Case(
                "a target that is not UTF-8",
                changed(submit(), "Tripoli", to: [0xC3, 0x28, 0xFF, 0x20, 0x20, 0x20, 0x20]), .notUTF8),
            Case("a guard that is no number", guarded(.nan), .malformedPayload),
            Case("a guard below nothing", guarded(-1), .malformedPayload), Case(reliable, nil),
            Case(ShowEdit(name: pool, edit: edit), .unknownEdit), Case(AwaitEdit(name: pool, edit: edit), .unknownEdit),
            Case(RevertEdit(name: pool, edit: edit, replays: true), .unknownEdit),
            Case(EvaluateEdit(name: pool, edit: edit, items: []), .unknownEdit),
            Case(ListEdits(name: pool, removed: true, limit: 0), .invalidLimit),
            Case(ListEdits(name: pool, subject: "a\0b", removed: true, before: .max, limit: 10), nil),
            Case(ShowGuard(name: PoolName(unchecked: "nowhere")), .unknownPool),
        ]
    }

    /// A guard whose least reliability is another number.
    private static func guarded(_ share: Double) -> [[UInt8]] {
        let packet = Packet(SetGuard(name: pool, thresholds: .standard), correlation: 7)
        var payload = packet.payload
        // Behind the name, whose length comes first, and the action.
        let place = 4 + pool.text.utf8.count + 1
        payload.replaceSubrange(place..<place + 8, with: (0..<8).map { UInt8(share.bitPattern >> ($0 * 8) & 0xFF) })
        return Packet(envelope: packet.envelope, payload: payload).frames()
    }

    private static var storeCases: [Case] {
        let edit = CommitEdit(
            worker: .max, job: JobID(.max), token: FencingToken(.max), stack: .zero, results: [],
            measures: EditMeasures(
                reliability: .nan, paraphrase: .nan, locality: .nan, perplexityBefore: .nan, perplexity: .nan,
                relativeChange: .nan, keyShare: .nan),
            computeMicroseconds: .max, wantsNext: true)
        let update = CommitUpdate(
            worker: .max, job: JobID(.max), token: FencingToken(.max), piece: .max, cut: nil,
            baseVersion: PoolVersion(.max), rows: .max, digest: .zero, delta: [], computeMicroseconds: .max,
            wantsNext: true)
        let bytes = [UInt8](repeating: 1, count: 10)
        return [
            Case(update, .unknownWorker), Case(edit, .unknownWorker),
            Case(RequestAssignment(worker: .max, capacity: 1), .unknownWorker),
            Case(PutBlob(digest: .zero, total: 0, offset: 0, bytes: []), .malformedPayload),
            Case(PutBlob(digest: .zero, total: .max, offset: 0, bytes: bytes), .oversized),
            Case(PutBlob(digest: .zero, total: 20, offset: .max, bytes: bytes), .malformedPayload),
            Case(PutBlob(digest: .zero, total: 10, offset: 0, bytes: bytes), .digestMismatch),
            Case(
                FetchManifest(name: pool, pool: nil, version: PoolVersion(.max), minimumVersion: nil), .unknownVersion),
            Case(FetchManifest(name: nil, pool: PoolID(.max), version: nil, minimumVersion: nil), .unknownPool),
            Case(
                FetchManifest(name: pool, pool: nil, version: nil, minimumVersion: PoolVersion(.max)),
                .versionNotReached, deadline: WireClock.milliseconds + 1500),
        ]
    }

    private static var questionCases: [Case] {
        [
            Case(ask(tokens: -1), .invalidLimit), Case(ask(tokens: 0), .invalidLimit),
            Case(ask(prompt: ""), .promptEmpty), Case(ask(temperature: .nan), .malformedPayload),
            Case(ask(tokens: Limits.newTokensMax), .positionLimitExceeded),
            Case(ask(PoolReference(name: PoolName(unchecked: "nowhere"))), .unknownPool),
            Case(ask(PoolReference(name: foreign)), .modelMismatch),
            Case(ask(PoolReference(name: pool, version: PoolVersion(.max))), .unknownVersion),
            Case(
                ask(PoolReference(name: pool, minimumVersion: PoolVersion(.max))), .versionNotReached,
                deadline: WireClock.milliseconds + 1500),
        ]
    }

    private static func ask(
        _ reference: PoolReference? = nil, prompt: String = "Who?", tokens: Int = 4, temperature: Float = 0
    ) -> Ask {
        Ask(
            pool: reference ?? PoolReference(name: pool), useMemory: true, prompt: prompt, messages: [], plain: true,
            sampling: Sampling(temperature: temperature, topK: 0, topP: 1, repetitionPenalty: 1, seed: 1),
            newTokensMax: tokens, stop: [], wantsDocuments: false)
    }

    @Test("each gets its number, nothing is written, and every process lives")
    func numbered() async throws {
        let machine = try Machine()
        try await machine.start(updateWorkers: 0, generationWorkers: 1)
        let client = try await Client(machine)
        _ = try await client.createPool(Self.pool)
        let ingest = try await machine.endpoint(.ingest, "frontend")
        let store = try await machine.endpoint(.store, "requests")
        let generator = try await machine.endpoint(.generate(0), "frontend")
        try await makeForeignPool(store, machine)
        let before = try rows(machine)
        try await check(
            Self.frameCases + Self.documentCases + Self.poolCases + Self.editCases, ingest, machine)
        try await check(Self.frameCases.filter { $0.code != .oversized }, store, machine)
        try await check(Self.documentCases + Self.poolCases + Self.editCases + Self.storeCases, store, machine)
        try await check(Self.questionCases, generator, machine)
        #expect(try rows(machine) == before)
        for role in [Machine.Role.store, .ingest, .generate(0)] { #expect(await machine.isRunning(role), "\(role)") }
        #expect(try await client.push("Velu is a baker.", as: Self.document, to: Self.pool).first)
        #expect(await machine.end().allSatisfy { $0.value == 0 })
    }

    private func check(_ cases: [Case], _ endpoint: String, _ machine: Machine) async throws {
        for hostile in cases {
            let answer = try await exchange(hostile.frames, endpoint, machine.context)
            let refusal = answer.envelope.flags.contains(.error) ? try answer.message(as: Refusal.self) : nil
            #expect(refusal?.code == hostile.code, "\(hostile.name) at \(endpoint): \(refusal?.description ?? "none")")
        }
    }

    /// Sends frames as they are, and reads the first answer.
    private func exchange(_ frames: [[UInt8]], _ endpoint: String, _ context: Context) async throws -> Packet {
        let (answers, tell) = AsyncStream.makeStream(of: ReceivedMessage.self)
        let socket = try Socket(.dealer, in: context, events: SocketEvents(received: { tell.yield($0) }))
        try await socket.connect(endpoint)
        try socket.send(frames)
        let limit = Task {
            await Backoff.pause(.seconds(20))
            tell.finish()
        }
        defer { limit.cancel() }
        var answer: ReceivedMessage?
        for await message in answers {
            answer = message
            break
        }
        await socket.close()
        return try Packet(frames: answer?.frames ?? [])
    }

    /// A pool for a model that the generation worker does not have.
    private func makeForeignPool(_ endpoint: String, _ machine: Machine) async throws {
        let store = try await RequestClient(to: endpoint, in: machine.context)
        let base = [UInt8](repeating: 0, count: 2 * 8 * 4 * 4)
        let model = ModelDescriptor(
            digest: ModelDigest(of: [1]), name: "foreign", layers: 2, width: 4, tokens: 8, updateTokens: 2,
            dropsPerLayer: true, initialised: true, basePool: BlobDigest(of: base), tokenizer: BlobDigest(of: [2]),
            pieceTokensMax: 28, positionsMax: 64, weights: .f32)
        _ = try await store.call(
            RegisterWorker(kind: .update, name: "w", endpoint: "", serverKey: "", model: model, build: "test"),
            within: .seconds(10))
        _ = try await store.call(
            PutBlob(digest: BlobDigest(of: base), total: UInt64(base.count), offset: 0, bytes: base),
            within: .seconds(10))
        _ = try await store.call(
            CreatePool(name: Self.foreign, model: "foreign", shards: 1, seed: 1, empty: false), within: .seconds(10))
        await store.close()
    }

    /// How many rows each table has.
    private func rows(_ machine: Machine) throws -> [String: Int64] {
        let connection = try Connection(machine.database)
        let tables = try connection.query(
            "SELECT relname::text FROM pg_class WHERE relnamespace = 'engram'::regnamespace AND relkind = 'r'")
        var counts: [String: Int64] = [:]
        for index in 0..<tables.count {
            let name = try tables.text(index, 0)
            counts[name] = try connection.query("SELECT count(*) FROM engram.\(name)").integer(0, 0)
        }
        return counts
    }
}
