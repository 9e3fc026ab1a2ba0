import GenerationWorker
import MemoryTypes
import TestKit
import Testing

@Suite("Decoding loop: which queries run in a step")
struct DecodeSchedulerTests {
    typealias Scheduler = DecodeScheduler
    let start = ContinuousClock.now

    func query(_ id: UInt64, prompt: Int = 4, limit: Int = 8, deadline: ContinuousClock.Instant? = nil)
        -> Scheduler.Query
    {
        .init(id: QueryID(id), promptTokens: prompt, tokenLimit: limit, deadline: deadline)
    }

    func ids(_ values: UInt64...) -> [QueryID] { values.map(QueryID.init) }

    @Test("a query first reads its prompt, then takes one token a step")
    func promptThenTokens() {
        var scheduler = Scheduler()
        #expect(scheduler.submit(query(1), now: start) == .queued)
        #expect(scheduler.plan(now: start).prefills == [.init(id: QueryID(1), tokens: 0..<4, isLast: true)])
        #expect(scheduler.sampled(.token, for: QueryID(1), now: start) == nil)
        let step = scheduler.plan(now: start)
        #expect(step.prefills.isEmpty)
        #expect(step.decodes == ids(1))
    }

    @Test("a query joins the running ones between two steps")
    func joins() {
        var scheduler = Scheduler()
        _ = scheduler.submit(query(1), now: start)
        _ = scheduler.plan(now: start)
        _ = scheduler.submit(query(2), now: start)
        let step = scheduler.plan(now: start)
        #expect(step.decodes == ids(1))
        #expect(step.prefills.map(\.id) == ids(2))
    }

    @Test("a step reads no more prompt tokens than it may, and long prompts are read in parts")
    func longPrompt() {
        var scheduler = Scheduler(limits: .init(prefillTokensMax: 10))
        _ = scheduler.submit(query(1, prompt: 7), now: start)
        _ = scheduler.submit(query(2, prompt: 8), now: start)
        #expect(
            scheduler.plan(now: start).prefills == [
                .init(id: QueryID(1), tokens: 0..<7, isLast: true), .init(id: QueryID(2), tokens: 0..<3, isLast: false),
            ])
        let second = scheduler.plan(now: start)
        #expect(second.decodes == ids(1))
        #expect(second.prefills == [.init(id: QueryID(2), tokens: 3..<8, isLast: true)])
    }

    @Test("queries beyond the rows or the positions of a step wait in order")
    func capacity() {
        var scheduler = Scheduler(limits: .init(runningMax: 2, positionsMax: 30))
        for id in 1...3 { _ = scheduler.submit(query(UInt64(id)), now: start) }
        #expect(scheduler.plan(now: start).prefills.map(\.id) == ids(1, 2))
        #expect(scheduler.waitingCount == 1)
        #expect(scheduler.sampled(.endToken, for: QueryID(1), now: start) == .endOfText)
        #expect(scheduler.plan(now: start).prefills.map(\.id) == ids(3))
        #expect(scheduler.submit(query(4, prompt: 20, limit: 11), now: start) == .tooLong(positions: 31, limit: 30))
    }

    @Test("an answer ends with the end token, a stop string or its limit, and never later")
    func reasons() {
        var scheduler = Scheduler()
        for id in 1...3 { _ = scheduler.submit(query(UInt64(id), limit: 2), now: start) }
        _ = scheduler.plan(now: start)
        #expect(scheduler.sampled(.endToken, for: QueryID(1), now: start) == .endOfText)
        #expect(scheduler.sampled(.stopString, for: QueryID(2), now: start) == .stopString)
        #expect(scheduler.sampled(.token, for: QueryID(3), now: start) == nil)
        #expect(scheduler.sampled(.token, for: QueryID(3), now: start) == .tokenLimit)
        #expect(scheduler.isIdle)
    }

    @Test("a deadline ends a query wherever it is, before anything is computed for it")
    func deadlines() {
        var scheduler = Scheduler(limits: .init(runningMax: 1))
        let soon = start + .seconds(1)
        #expect(scheduler.submit(query(1, deadline: soon), now: start) == .queued)
        #expect(scheduler.submit(query(2, deadline: soon), now: start) == .queued)
        #expect(scheduler.submit(query(3, deadline: start), now: start) == .late)
        _ = scheduler.plan(now: start)
        let step = scheduler.plan(now: soon)
        #expect(step.late == ids(1, 2))
        #expect(step.decodes.isEmpty && step.prefills.isEmpty && scheduler.isIdle)
    }

    @Test("a cancelled query is gone, and is told once")
    func cancels() {
        var scheduler = Scheduler(limits: .init(runningMax: 1))
        _ = scheduler.submit(query(1), now: start)
        _ = scheduler.submit(query(2), now: start)
        _ = scheduler.plan(now: start)
        #expect(scheduler.cancel(QueryID(1)) == true)
        #expect(scheduler.cancel(QueryID(1)) == false)
        #expect(scheduler.cancel(QueryID(2)) == true)
        #expect(scheduler.plan(now: start).isEmpty)
    }

    @Test("a full queue refuses, and says to come back later the more there are and the longer they take")
    func full() {
        var scheduler = Scheduler(limits: .init(runningMax: 1, waitingMax: 2))
        for id in 1...3 {
            _ = scheduler.submit(query(UInt64(id), limit: 1), now: start)
            if id == 1 { _ = scheduler.plan(now: start) }
        }
        guard case .full(waiting: 2, let before) = scheduler.submit(query(4), now: start) else {
            Issue.record("a third query found room in a queue of two")
            return
        }
        #expect(before > .zero)
        _ = scheduler.sampled(.token, for: QueryID(1), now: start + .seconds(60))
        _ = scheduler.plan(now: start)
        _ = scheduler.submit(query(5), now: start)
        guard case .full(_, let after) = scheduler.submit(query(6), now: start) else {
            Issue.record("the queue has grown")
            return
        }
        #expect(after > before)
    }

    @Test("whatever comes, limits hold, order is kept and every query ends once", arguments: 0..<60 as Range<UInt64>)
    func property(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let limits = Scheduler.Limits(
            runningMax: .random(in: 1...4, using: &random), prefillTokensMax: .random(in: 1...9, using: &random),
            positionsMax: .random(in: 20...60, using: &random), waitingMax: .random(in: 1...6, using: &random))
        var scheduler = Scheduler(limits: limits)
        var open: [QueryID: (prompt: Int, limit: Int, read: Int, answered: Int)] = [:]
        var begun: [QueryID] = []
        var now = start
        for number in 1...400 as ClosedRange<UInt64> {
            now += .milliseconds(1)
            let new = query(
                number, prompt: .random(in: 1...12, using: &random), limit: .random(in: 1...8, using: &random),
                deadline: Bool.random(using: &random) ? now + .milliseconds(.random(in: 1...40, using: &random)) : nil)
            if Bool.random(using: &random), scheduler.submit(new, now: now) == .queued {
                open[new.id] = (new.promptTokens, new.tokenLimit, 0, 0)
            }
            if Int.random(in: 0..<20, using: &random) == 0, let victim = open.keys.min() {
                #expect(scheduler.cancel(victim) == true)
                open[victim] = nil
            }
            let step = scheduler.plan(now: now)
            for id in step.late { #expect(open.removeValue(forKey: id) != nil) }
            #expect(step.prefills.reduce(0) { $0 + $1.tokens.count } <= limits.prefillTokensMax)
            #expect(scheduler.runningCount <= limits.runningMax)
            #expect(scheduler.waitingCount <= limits.waitingMax)
            for part in step.prefills {
                #expect(open[part.id]?.read == part.tokens.lowerBound)
                if part.tokens.lowerBound == 0 { begun.append(part.id) }
                open[part.id]?.read = part.tokens.upperBound
                #expect(part.isLast == (part.tokens.upperBound == open[part.id]?.prompt))
            }
            for id in step.decodes + step.prefills.filter(\.isLast).map(\.id) {
                guard let entry = open[id] else {
                    Issue.record("query \(id.value) runs after its end")
                    continue
                }
                open[id]?.answered += 1
                let ends = Int.random(in: 0..<10, using: &random) == 0
                let reason = scheduler.sampled(ends ? .endToken : .token, for: id, now: now)
                #expect((reason != nil) == (ends || entry.answered + 1 == entry.limit))
                if reason != nil { open[id] = nil }
            }
        }
        #expect(begun == begun.sorted())
        #expect(scheduler.runningCount + scheduler.waitingCount == open.count)
    }
}
