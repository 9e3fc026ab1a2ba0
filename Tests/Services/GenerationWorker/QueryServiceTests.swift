import GenerationWorker
import MemoryTypes
import ServiceTestKit
import Testing
import Wire

@Suite("Generation worker: answers")
struct QueryServiceTests {
    func plain(_ text: String) -> String { String(text.filter { $0 != " " }) }

    @Test("what a document said is known once its version is here, and not before")
    func memory() async throws {
        let worker = try await Worker()
        let example = try #require(try Pilot.examples().first)
        let prompt = "Question: \(example.question) Answer:"
        try await worker.running {
            let before = try await worker.ask(prompt)
            #expect(before.done.poolVersion == PoolVersion(0))
            #expect(plain(before.text) == plain(example.before))
            await worker.library.heard(try await Pilot.advance(absorbing: example.document))
            let pool = PoolReference(name: Pilot.poolName, minimumVersion: PoolVersion(1))
            let after = try await worker.ask(prompt, pool: pool)
            #expect(after.done.poolVersion == PoolVersion(1))
            #expect(after.done.reason == .endOfText)
            #expect(plain(after.text) == plain(example.after))
        }
    }

    @Test("an answer names the documents that its question looked at, its own first for most questions")
    func documents() async throws {
        let worker = try await Worker()
        let all = try Pilot.examples()
        let different = all.map(\.document).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let texts = Array(different.prefix(8))
        let examples = all.filter { texts.contains($0.document) }
        let ids = try texts.indices.map { index in
            try #require(DocumentID(bytes: [UInt8](repeating: UInt8(index + 1), count: 16)))
        }
        try await worker.running {
            let prompts = examples.map { "Question: \($0.question) Answer:" }
            #expect(try await worker.ask(prompts[0], limit: 1, wantsDocuments: true).done.documents.isEmpty)
            for advance in try await Pilot.advances(absorbing: Array(zip(texts, ids).map { ($0, $1) })) {
                await worker.library.heard(advance)
            }
            let pool = PoolReference(name: Pilot.poolName, minimumVersion: PoolVersion(UInt64(texts.count)))
            #expect(try await worker.ask(prompts[0], pool: pool, limit: 1).done.documents.isEmpty, "nobody asked")
            var first = 0
            for (example, prompt) in zip(examples, prompts) {
                let named = try await worker.ask(prompt, pool: pool, limit: 1, wantsDocuments: true).done.documents
                #expect(named.count == min(5, texts.count) && named.map(\.mass) == named.map(\.mass).sorted(by: >))
                #expect(named.allSatisfy { $0.mass > 0 })
                #expect(named.reduce(0) { $0 + $1.mass } < 1, "the base pool has the rest")
                let own = zip(texts, ids).first { $0.0 == example.document }?.1
                if named.first?.document == own { first += 1 }
            }
            #expect(first * 10 >= examples.count * 9, "\(first) of \(examples.count) questions")
        }
    }

    @Test("answers that share their steps are those that they are alone")
    func together() async throws {
        let worker = try await Worker()
        let examples = try Pilot.examples().prefix(6)
        try await worker.running {
            var alone: [String] = []
            for example in examples { alone.append(try await worker.ask("Question: \(example.question) Answer:").text) }
            let together = try await withThrowingTaskGroup(of: (Int, String).self) { group in
                for (index, example) in examples.enumerated() {
                    group.addTask { (index, try await worker.ask("Question: \(example.question) Answer:").text) }
                }
                return try await group.reduce(into: [Int: String]()) { $0[$1.0] = $1.1 }
            }
            #expect(examples.indices.map { together[$0] } == alone)
        }
    }

    @Test("an answer ends at its token limit and before a stop string")
    func ends() async throws {
        let worker = try await Worker()
        let prompt = "Question: What food does Cead like? Answer:"
        try await worker.running {
            let whole = try await worker.ask(prompt)
            let short = try await worker.ask(prompt, limit: 1)
            #expect(short.done.reason == .tokenLimit && short.done.newTokens == 1)
            let stopped = try await worker.ask(prompt, stop: ["."])
            #expect(stopped.done.reason == .stopString)
            #expect(stopped.text + "." == whole.text)
        }
    }

    @Test("the same seed draws the same answer again")
    func seeds() async throws {
        let worker = try await Worker()
        let sampling = Sampling(temperature: 2, topK: 0, topP: 1, repetitionPenalty: 1.1, seed: 7)
        try await worker.running {
            let first = try await worker.ask("Question:", limit: 40, sampling: sampling)
            let second = try await worker.ask("Question:", limit: 40, sampling: sampling)
            #expect(first.text == second.text && first.done.seed == 7)
        }
    }

    @Test("a query that needs more positions than the model has is refused with both numbers")
    func positions() async throws {
        let worker = try await Worker()
        await worker.running {
            let refusal = await #expect(throws: Refusal.self) { try await worker.ask("Question:", limit: 5000) }
            #expect(refusal?.code == .positionLimitExceeded)
            #expect(refusal?.numbers.last == 1744)
        }
    }

    @Test("a version that does not come in time is refused with the one that is here")
    func versionToCome() async throws {
        let worker = try await Worker()
        try await worker.running {
            _ = try await worker.ask("Question:", limit: 1)
            let pool = PoolReference(name: Pilot.poolName, minimumVersion: PoolVersion(9))
            let refusal = await #expect(throws: Refusal.self) {
                try await worker.ask("Question:", pool: pool, within: .milliseconds(200))
            }
            #expect(refusal?.code == .versionNotReached && refusal?.numbers == [0])
        }
    }

    @Test("an unknown pool and an unknown version have numbers of their own, and asking for nothing too")
    func unknown() async throws {
        let worker = try await Worker()
        let other = PoolReference(name: PoolName(unchecked: "other"))
        let later = PoolReference(name: Pilot.poolName, version: PoolVersion(5))
        await worker.running {
            let noPool = await #expect(throws: Refusal.self) { try await worker.ask("Question:", pool: other) }
            #expect(noPool?.code == .unknownPool)
            let noVersion = await #expect(throws: Refusal.self) { try await worker.ask("Question:", pool: later) }
            #expect(noVersion?.code == .unknownVersion)
            let nothing = await #expect(throws: Refusal.self) { try await worker.ask("") }
            #expect(nothing?.code == .promptEmpty)
        }
    }

    @Test("without memory no pool is loaded, and no version is named")
    func withoutMemory() async throws {
        let worker = try await Worker()
        try await worker.running {
            let done = try await worker.ask("Question:", useMemory: false, limit: 3).done
            #expect(done.poolVersion == nil && done.memoryTokens == 0)
            #expect(worker.store.requests(FetchManifest.self).isEmpty)
        }
    }

    @Test("a client that goes away ends its answer; a cancelled query says so")
    func cancels() async throws {
        let worker = try await Worker()
        let sampling = Sampling(temperature: 5, topK: 0, topP: 1, repetitionPenalty: 1, seed: 3)
        try await worker.running {
            let gone = try await worker.ask("Question:", limit: 900, sampling: sampling) { _ in false }
            #expect(gone.done.reason == .cancelled && gone.done.newTokens < 900)
            let (first, seen) = AsyncStream<Void>.makeStream()
            let task = Task {
                try await worker.ask("Question:", limit: 900, sampling: sampling) { _ in
                    seen.yield()
                    return true
                }
            }
            for await _ in first { break }
            task.cancel()
            #expect(try await task.value.done.reason == .cancelled)
            #expect(await worker.loop.load == (0, 0))
        }
    }

    @Test("a worker that drains finishes its answers and takes no more")
    func drains() async throws {
        let worker = try await Worker()
        try await worker.running {
            async let answer = worker.ask("Question: What food does Cead like? Answer:")
            _ = try await answer
            await worker.loop.drain()
            let refusal = await #expect(throws: Refusal.self) { try await worker.ask("Question:", useMemory: false) }
            #expect(refusal?.code == .shuttingDown)
        }
    }
}
