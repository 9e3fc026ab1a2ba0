import MemoryTypes
import Wire

extension StateCount: Sampled {
    static func sample(_ random: inout Random) -> StateCount {
        StateCount(
            state: .sample(&random), count: random.next())
    }
}

extension WorkerDescription: Sampled {
    static func sample(_ random: inout Random) -> WorkerDescription {
        WorkerDescription(
            worker: random.next(), kind: .sample(&random), name: random.text(0...24), endpoint: random.text(0...24),
            model: .sample(&random), modelName: random.text(0...24), build: random.text(0...24),
            running: random.next(), waiting: random.next(), lastSeen: .sample(&random))
    }
}

extension ShowStatus: Sampled {
    static func sample(_ random: inout Random) -> ShowStatus {
        ShowStatus()
    }
}

extension ServiceStatus: Sampled {
    static func sample(_ random: inout Random) -> ServiceStatus {
        ServiceStatus(
            service: random.text(1...25), build: random.text(0...24), started: .sample(&random),
            ready: random.bool(), pools: random.next(), documents: random.next(), records: random.next(),
            jobs: random.list(0...3) { .sample(&$0) }, deadLetters: random.next(),
            oldestPendingMilliseconds: random.next(), absorbedPerMinute: random.double(),
            workers: random.list(0...3) { .sample(&$0) })
    }
}
