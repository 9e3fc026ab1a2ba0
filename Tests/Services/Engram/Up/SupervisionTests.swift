import Engram
import Testing

@Suite("Supervision: what runs when")
struct SupervisionTests {
    private var supervision = Supervision([
        .init(name: "postgres", tier: 0), .init(name: "store", tier: 1), .init(name: "ingest", tier: 2),
        .init(name: "update-1", tier: 2),
    ])

    @Test("a tier starts when the tier below is ready, and readiness is told once")
    mutating func tiers() {
        #expect(handle(.start) == [.launch("postgres")])
        #expect(handle(.ready("postgres")) == [.launch("store")])
        #expect(handle(.ready("store")) == [.launch("ingest"), .launch("update-1")])
        #expect(handle(.ready("ingest")) == [])
        #expect(handle(.ready("update-1")) == [.allReady])
        #expect(handle(.ready("update-1")) == [])
    }

    @Test("what ends by itself starts again, after a pause that doubles")
    mutating func restarts() {
        startAll()
        for pause in [200, 400, 800] {
            let actions = handle(.ended("store", reason: "was killed by signal 9"))
            #expect(actions.last == .restart("store", after: .milliseconds(pause)))
            #expect(handle(.restartDue("store")) == [.launch("store")])
            #expect(handle(.ready("store")) == [])
        }
    }

    @Test("pauses grow to half a minute, and begin anew behind a minute of work")
    mutating func pauses() {
        startAll()
        for _ in 0..<12 { fail("store", at: .seconds(1)) }
        let actions = handle(.ended("store", reason: "x"), at: .seconds(1))
        #expect(actions.last == .restart("store", after: .seconds(30)))
        _ = handle(.restartDue("store"), at: .seconds(31))
        _ = handle(.ready("store"), at: .seconds(32))
        let later = handle(.ended("store", reason: "x"), at: .seconds(92))
        #expect(later.last == .restart("store", after: .milliseconds(200)))
    }

    @Test("what never becomes ready ends the whole, and says why")
    mutating func neverReady() {
        _ = handle(.start)
        _ = handle(.ready("postgres"))
        for _ in 1..<Supervision.failuresMax {
            _ = handle(.ended("store", reason: "ended with status 78"))
            _ = handle(.restartDue("store"))
        }
        let actions = handle(.ended("store", reason: "ended with status 78"))
        #expect(actions.contains(.terminate("postgres")))
        #expect(
            handle(.ended("postgres", reason: "ended with status 0"))
                == [.finish(failure: "store did not start: ended with status 78")])
    }

    @Test("stopping goes from the highest tier to the lowest, each when the one above is gone")
    mutating func stopping() {
        startAll()
        #expect(
            handle(.stop) == [
                .terminate("ingest"), .terminate("update-1"), .awaitGrace(tier: 2, Supervision.grace),
            ])
        #expect(handle(.ended("ingest", reason: "x")) == [])
        #expect(
            handle(.ended("update-1", reason: "x"))
                == [.terminate("store"), .awaitGrace(tier: 1, Supervision.grace)])
        #expect(
            handle(.ended("store", reason: "x"))
                == [.terminate("postgres"), .awaitGrace(tier: 0, Supervision.grace)])
        #expect(handle(.ended("postgres", reason: "x")) == [.finish(failure: nil)])
        #expect(handle(.stop) == [])
    }

    @Test("what does not stop in its time is killed, and only what has not stopped")
    mutating func killing() {
        startAll()
        _ = handle(.stop)
        _ = handle(.ended("ingest", reason: "x"))
        #expect(handle(.graceOver(tier: 2)) == [.kill("update-1")])
        _ = handle(.ended("update-1", reason: "x"))
        #expect(handle(.graceOver(tier: 2)) == [])
    }

    @Test("stopping while something waits to be started again starts nothing")
    mutating func stoppingInAPause() {
        startAll()
        _ = handle(.ended("ingest", reason: "x"))
        #expect(handle(.stop).contains(.terminate("update-1")))
        #expect(handle(.restartDue("ingest")) == [])
    }

    @Test("stopping before anything runs is the end at once")
    mutating func stoppingFirst() {
        #expect(handle(.stop) == [.finish(failure: nil)])
    }

    private mutating func handle(_ event: Supervision.Event, at now: Duration = .zero) -> [Supervision.Action] {
        supervision.handle(event, at: now)
    }

    private mutating func startAll() {
        _ = handle(.start)
        for name in ["postgres", "store", "ingest", "update-1"] { _ = handle(.ready(name)) }
    }

    private mutating func fail(_ name: String, at now: Duration) {
        _ = handle(.ended(name, reason: "x"), at: now)
        _ = handle(.restartDue(name), at: now)
        _ = handle(.ready(name), at: now)
    }
}
