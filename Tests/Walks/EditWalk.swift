import MemoryTypes
import StoreClient
import TestKit
import Testing
import Wire

/// An edit from the request to the answer and back, with the real programs.
@Suite("Walks: edits", .serialized)
struct EditWalk {
    private let pool = Machine.people

    @Test("an edit changes the answer at its version; taken back, answer and state are bit by bit what they were")
    func roundTrip() async throws {
        let (machine, client, _, _) = try await Machine.people(2)
        let fact = EditFact.all[0]
        let before = try await client.call(ShowPool(name: pool))
        let asked = try await client.ask(fact.question, pool: PoolReference(name: pool, minimumVersion: before.version))
        #expect(!fact.isAnswered(by: asked.text))

        let edited = try await client.edit(fact, 1, in: pool)
        let version = try #require(edited.entry?.version)
        #expect(edited.measurements.first?.measures.reliability == 1)
        let after = try await client.ask(fact.question, pool: PoolReference(name: pool, minimumVersion: version))
        #expect(fact.isAnswered(by: after.text), "answered \(after.text)")
        #expect(after.done.stateHash != before.stateHash)

        // Documents and edits have one order; what somebody else's document says changes nothing of the edit.
        let other = try #require(try Example.all().last { !$0.document.contains(fact.subject) })
        _ = try await client.push(other.document, as: try DocumentID.number(9), to: pool)
        let later = try #require(try await client.absorbed(try DocumentID.number(9)).lastVersion)
        #expect(later > version)
        let still = try await client.ask(fact.question, pool: PoolReference(name: pool, minimumVersion: later))
        #expect(fact.isAnswered(by: still.text), "answered \(still.text)")

        _ = try await client.call(RestorePool(name: pool, version: version))
        let reverted = try await client.call(RevertEdit(name: pool, edit: .number(1), replays: false))
        #expect(reverted.summary.state == .reverted)
        let restored = try await client.call(ShowPool(name: pool))
        #expect(restored.stateHash == before.stateHash)
        let reference = PoolReference(name: pool, minimumVersion: restored.version)
        let again = try await client.ask(fact.question, pool: reference)
        #expect(again.text == asked.text && again.done.stateHash == before.stateHash)
        try await client.checkLog(of: pool)
        #expect(await machine.end().allSatisfy { $0.value == 0 })
    }

    @Test("two pools on one model have edits of their own, and one worker answers from both at the same time")
    func twoPools() async throws {
        let (machine, client, _, _) = try await Machine.people(0)
        let other = PoolName(unchecked: "other")
        _ = try await client.createPool(other)
        let (mine, theirs) = (EditFact.all[0], EditFact.all[0].saying("noodles."))
        let versions = [
            pool: try #require(try await client.edit(mine, 1, in: pool).entry?.version),
            other: try #require(try await client.edit(theirs, 1, in: other).entry?.version),
        ]
        try await withThrowingTaskGroup { group in
            for number in 0..<8 {
                let (name, fact) = number % 2 == 0 ? (pool, mine) : (other, theirs)
                group.addTask {
                    let reference = PoolReference(name: name, minimumVersion: versions[name])
                    let answer = try await client.ask(fact.question, pool: reference)
                    #expect(fact.isAnswered(by: answer.text), "\(name) answered \(answer.text)")
                }
            }
            try await group.waitForAll()
        }
        #expect(await machine.end().allSatisfy { $0.value == 0 })
    }

    @Test("a replay leaves a pool as if the edit had never been")
    func replay() async throws {
        let (machine, client, _, _) = try await Machine.people(0)
        let (first, second) = (EditFact.all[0].by("ft-m"), EditFact.all[1].by("ft-m"))
        _ = try await client.edit(first, 1, in: pool)
        let computed = try await client.edit(second, 2, in: pool)
        _ = try await client.call(RevertEdit(name: pool, edit: .number(1), replays: true))
        _ = try await client.call(AwaitEdit(name: pool, edit: .number(1)))
        let again = try await client.call(ShowEdit(name: pool, edit: .number(2)))
        #expect(again.summary.state == .applied && again.entry?.artifact != computed.entry?.artifact)
        let other = PoolName(unchecked: "other")
        _ = try await client.createPool(other)
        _ = try await client.edit(second, 2, in: other)
        let alone = try await client.call(ShowPool(name: other)).stateHash
        #expect(try await client.call(ShowPool(name: pool)).stateHash == alone)
        try await client.checkLog(of: pool)
        #expect(await machine.end().allSatisfy { $0.value == 0 })
    }

    @Test("what cannot be edited fails for good, with its number, and writes nothing")
    func refusals() async throws {
        let (machine, client, _, _) = try await Machine.people(0)
        let before = try await client.call(ShowPool(name: pool))
        var guarded = EditFact.all[0].saying("xylophones.").by("r-rome", settings: ["steps=1"])
        guarded.reliabilityMin = 1
        for (number, (fact, code)) in [
            (EditFact.all[0].by("memit", settings: ["layers=1"]), RefusalCode.statisticsMissing),
            (EditFact.all[0].by("ft-m", settings: ["layer=77"]), .siteMissing), (guarded, .guardRefused),
        ].enumerated() {
            try await client.submit(fact, number, in: pool)
            let detail = try await client.call(AwaitEdit(name: pool, edit: .number(number)))
            #expect(detail.summary.state == .failed && detail.errorCode == code.rawValue, "\(detail.error)")
        }
        let after = try await client.call(ShowPool(name: pool))
        #expect(after.version == before.version && after.stateHash == before.stateHash)
        #expect(await machine.end().allSatisfy { $0.value == 0 })
    }
}
