import MemoryTypes
import ServiceKit
import Synchronization
import Testing
import Threads
import Wire

@Suite("Requests that are answered later", .timeLimit(.minutes(1)))
struct DeferredTests {
    private typealias Taken = Mailbox<Answer<Acknowledged>>

    @Test("whoever has the answer gives it, once", arguments: [true, false])
    func answered(callerIsKnown: Bool) async throws {
        let taken = Taken(capacity: 1)
        let gate: any Gatekeeper = callerIsKnown ? OpenGate() : AskingGate()
        try await Bench.with(gate: gate) {
            $0.onDeferred(DropJob.self) { (_, _, answer) throws(Refusal) in _ = try? taken.put(answer) }
        } _: { bench in
            async let reply = bench.client.call(DropJob(job: JobID(1)), within: .seconds(20))
            let answer = try #require(await taken.next())
            #expect(answer.isWanted)
            answer(.success(Acknowledged()))
            #expect(!answer.isWanted)
            answer(.failure(Refusal(.unknownJob)))
            _ = try await reply
        }
    }

    @Test("what a handler throws is the answer") func refused() async throws {
        try await Bench.with {
            $0.onDeferred(DropJob.self) { (_, _, _) throws(Refusal) in throw Refusal(.unknownJob) }
        } _: { bench in
            let found = await code { () throws(Refusal) in
                _ = try await bench.client.call(DropJob(job: JobID(1)), within: .seconds(20))
            }
            #expect(found == .unknownJob)
        }
    }

    @Test("a deadline that passes is answered, and the answer that comes after it reaches nobody")
    func late() async throws {
        let taken = Taken(capacity: 2)
        try await Bench.with {
            $0.onDeferred(DropJob.self) { (_, _, answer) throws(Refusal) in _ = try? taken.put(answer) }
        } _: { bench in
            let request = DropJob(job: JobID(1))
            let soon = WireClock.deadline(in: .milliseconds(50))
            let reply = try await bench.exchange(Packet(request, correlation: 5, deadline: soon).frames())
            #expect(try reply.message(as: Refusal.self).code == .deadlinePassed)
            let answer = try #require(await taken.next())
            #expect(!answer.isWanted)
            answer(.success(Acknowledged()))
            #expect(bench.frontend.requestsInFlight == 0)
        }
    }

    @Test("a frontend that ends refuses what is still owed") func drained() async throws {
        let taken = Taken(capacity: 1)
        try await Bench.with {
            $0.onDeferred(DropJob.self) { (_, _, answer) throws(Refusal) in _ = try? taken.put(answer) }
        } _: { bench in
            async let found = code { () throws(Refusal) in
                _ = try await bench.client.call(DropJob(job: JobID(1)), within: .seconds(20))
            }
            _ = await taken.next()
            await bench.frontend.drain(within: .zero)
            #expect(await found == .shuttingDown)
        }
    }
}

/// Knows nobody before it was asked.
private struct AskingGate: Gatekeeper {
    func caller(credential: String, curveKey: String?) async throws(Refusal) -> Caller { .local }
}
