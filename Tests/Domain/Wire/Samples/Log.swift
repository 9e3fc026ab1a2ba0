import MemoryTypes
import Wire

extension LogEntry: Sampled {
    static func sample(_ random: inout Random) -> LogEntry {
        LogEntry(
            position: .sample(&random), record: random.bytes(1...25), hash: .sample(&random))
    }
}

extension ListLog: Sampled {
    static func sample(_ random: inout Random) -> ListLog {
        ListLog(
            name: .sample(&random), from: .sample(&random), limit: random.int(-3...2000))
    }
}

extension LogPage: Sampled {
    static func sample(_ random: inout Random) -> LogPage {
        LogPage(
            uid: .sample(&random), parent: .sample(&random), entries: random.list(0...3) { .sample(&$0) },
            head: .sample(&random), headHash: .sample(&random))
    }
}

extension ShowRecord: Sampled {
    static func sample(_ random: inout Random) -> ShowRecord {
        ShowRecord(
            name: .sample(&random), position: .sample(&random))
    }
}

extension RecordDetail: Sampled {
    static func sample(_ random: inout Random) -> RecordDetail {
        RecordDetail(
            entry: .sample(&random), parent: .sample(&random), version: random.optional { .sample(&$0) },
            fact: random.optional { .sample(&$0) }, textKept: random.bool(),
            deltaBytes: random.optional { $0.next() })
    }
}

extension VerifyLog: Sampled {
    static func sample(_ random: inout Random) -> VerifyLog {
        VerifyLog(
            name: .sample(&random), deep: random.bool())
    }
}

extension LogVerdict: Sampled {
    static func sample(_ random: inout Random) -> LogVerdict {
        LogVerdict(
            records: random.next(), blobs: random.next(), holds: random.bool(),
            firstBad: random.optional { .sample(&$0) }, reason: random.text(0...24), headHash: .sample(&random))
    }
}

extension ReplayPool: Sampled {
    static func sample(_ random: inout Random) -> ReplayPool {
        ReplayPool(
            name: .sample(&random), from: .sample(&random), deep: random.bool())
    }
}

extension ReplayVerdict: Sampled {
    static func sample(_ random: inout Random) -> ReplayVerdict {
        ReplayVerdict(
            first: .sample(&random), last: .sample(&random), versions: random.next(), microseconds: random.next(),
            holds: random.bool(), firstDifferent: random.optional { .sample(&$0) },
            expected: random.optional { .sample(&$0) }, found: random.optional { .sample(&$0) },
            stateHash: .sample(&random), poolDigest: random.optional { .sample(&$0) }, reason: random.text(0...24))
    }
}
