import MemoryTypes
import StoreClient
import Testing
import Wire

@Suite("Walks: a document", .serialized)
struct DocumentWalk {
    let pool = PoolName(unchecked: "people")

    @Test("what is pushed is durable, absorbed once and answered from, though a worker dies in the middle")
    func absorbed() async throws {
        let machine = try Machine()
        try await machine.start(updateWorkers: 1, generationWorkers: 1)
        let client = try await Client(machine)
        _ = try await client.createPool(pool)
        let example = try #require(try Example.all().first)
        let document = try DocumentID.number(1)

        await machine.kill(.update(0))
        let accepted = try await client.push(example.document, as: document, to: pool)
        #expect(accepted.first)
        try await machine.start(.update(0))
        try await machine.restart(.update(0))
        let status = try await client.absorbed(document)
        #expect(status.piecesDone == status.pieces)

        let again = try await client.push(example.document, as: document, to: pool)
        #expect(!again.first && again.job == accepted.job)
        let reference = PoolReference(name: pool, minimumVersion: status.lastVersion)
        let answer = try await client.ask(example.question, pool: reference)
        #expect(example.isAnswered(by: answer.text), "answered \(answer.text), wanted \(example.after)")
        #expect(answer.done.poolVersion == status.lastVersion)
        #expect(try await client.call(ShowPool(name: pool)).version == PoolVersion(UInt64(status.pieces)))
        #expect(await machine.end().allSatisfy { $0.value == 0 })
    }

    @Test("the same identifier with another text is a conflict, and nothing is written")
    func conflict() async throws {
        let machine = try Machine()
        try await machine.start(updateWorkers: 1, generationWorkers: 0)
        let client = try await Client(machine)
        _ = try await client.createPool(pool)
        let document = try DocumentID.number(1)
        _ = try await client.push("Velu is a baker.", as: document, to: pool)
        let refusal = await #expect(throws: Refusal.self) {
            try await client.push("Velu is a pilot.", as: document, to: pool)
        }
        #expect(refusal?.code == .idempotencyConflict)
        let empty = await #expect(throws: Refusal.self) {
            try await client.push(" \n", as: try DocumentID.number(2), to: pool)
        }
        #expect(empty?.code == .emptyDocument)
        let nowhere = await #expect(throws: Refusal.self) {
            try await client.push("Velu is a baker.", as: try DocumentID.number(3), to: PoolName(unchecked: "other"))
        }
        #expect(nowhere?.code == .unknownPool)
        _ = try await client.absorbed(document)
        #expect(try await client.call(ListDocuments(limit: 10)).documents.count == 1)
        _ = await machine.end()
    }
}
