import MemoryTypes
import ServiceKit
import StoreClient
import TestKit
import Testing
import Wire

/// What somebody who asks sees while pools change, and while the store is away.
@Suite("Walks: change", .serialized)
struct ChangeWalk {
    let pool = Machine.people

    @Test("a version that a purge erased is refused with what can be read, and the others are answered from")
    func purged() async throws {
        let (machine, client, examples, last) = try await Machine.people(3)
        #expect(last == PoolVersion(3))
        let report = try await client.stream(
            ForgetDocument(document: try DocumentID.number(1), purge: true, estimateOnly: false))
        #expect(report.done && report.replayedDocuments == 1 && report.estimatedMilliseconds > 0)
        #expect(report.estimatedMilliseconds < 20_000, "one short document is no matter of half a minute")
        _ = try await client.absorbed(try DocumentID.number(2))
        try await eventually("the third document is absorbed again") {
            try await client.call(ShowPool(name: pool)).version == PoolVersion(5)
        }
        let refusal = await #expect(throws: Refusal.self) {
            try await client.ask("Who?", pool: PoolReference(name: pool, version: PoolVersion(3)))
        }
        #expect(refusal?.code == .retentionDropped, "\(refusal?.description ?? "")")
        #expect(refusal?.numbers == [3, 0, 1, 4, 5], "\(refusal?.description ?? "")")
        for version in [1, 5] as [UInt64] {
            let reference = PoolReference(name: pool, version: PoolVersion(version))
            let example = examples[version == 1 ? 0 : 2]
            #expect(example.isAnswered(by: try await client.ask(example.question, pool: reference).text))
        }
        #expect(await machine.end().allSatisfy { $0.value == 0 })
    }

    @Test("after a rebuild the name answers from the pool that was built, and the old one stands under the other name")
    func rebuilt() async throws {
        let (machine, client, examples, last) = try await Machine.people(2)
        let example = try #require(examples.last)
        let before = try await client.ask(example.question, pool: PoolReference(name: pool, version: last))
        let old = try await client.call(ShowPool(name: pool))
        let other = PoolName(unchecked: "other")
        let built = try await client.call(RebuildPool(source: pool, model: "", name: other))
        await machine.kill(.update(0))
        try await machine.restart(.store)
        try await machine.start(.update(0))
        try await eventually("the name is the new pool's") {
            try await client.call(ShowPool(name: pool)).uid == built.uid
        }
        #expect(try await client.call(ShowPool(name: other)).uid == old.uid)
        var after = try await client.ask(example.question, pool: PoolReference(name: pool))
        try await eventually("the generation worker has heard of it") {
            after = try await client.ask(example.question, pool: PoolReference(name: pool))
            return after.done.stateHash != before.done.stateHash
        }
        #expect(example.isAnswered(by: after.text), "answered \(after.text)")
        let still = try await client.ask(example.question, pool: PoolReference(name: other))
        #expect(still.text == before.text && still.done.stateHash == before.done.stateHash)
        #expect(await machine.end().allSatisfy { $0.value == 0 })
    }

    @Test("while the store is away, questions are answered from the pools that are held")
    func storeAway() async throws {
        let (machine, client, examples, last) = try await Machine.people(1)
        let question = "Question: \(examples[0].question) Answer:"
        let wanted = try await client.ask(examples[0].question, pool: PoolReference(name: pool, minimumVersion: last))
        let direct = try await RequestClient(
            to: try await machine.endpoint(.generate(0), "frontend"), in: machine.context)
        await machine.kill(.store)
        // Longer than a store's word about a caller is good.
        let ends = ContinuousClock.now + .seconds(6)
        repeat {
            let query = Ask(
                pool: PoolReference(name: pool), useMemory: true, prompt: question, messages: [], plain: true,
                sampling: Sampling(temperature: 0, topK: 0, topP: 1, repetitionPenalty: 1, seed: 1), newTokensMax: 24,
                stop: [], wantsDocuments: false)
            let answer = try await direct.collect(query, within: .seconds(20))
            #expect(answer.parts.map(\.text).joined() == wanted.text)
            #expect(answer.reply.poolVersion == last)
        } while .now < ends
        await direct.close()
        try await machine.start(.store)
        _ = try await client.call(ShowPool(name: pool))
        #expect(await machine.end().allSatisfy { $0.value == 0 })
    }
}
