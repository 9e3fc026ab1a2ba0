import MemoryTypes
import Wire

extension ListJobs: Sampled {
    static func sample(_ random: inout Random) -> ListJobs {
        ListJobs(
            pool: random.optional { .sample(&$0) }, state: random.optional { .sample(&$0) },
            after: random.optional { .sample(&$0) }, limit: random.int(-3...2000))
    }
}

extension JobPage: Sampled {
    static func sample(_ random: inout Random) -> JobPage {
        JobPage(
            jobs: random.list(0...3) { .sample(&$0) }, next: random.optional { .sample(&$0) })
    }
}

extension ShowJob: Sampled {
    static func sample(_ random: inout Random) -> ShowJob {
        ShowJob(
            job: .sample(&random))
    }
}

extension JobDescription: Sampled {
    static func sample(_ random: inout Random) -> JobDescription {
        JobDescription(
            job: .sample(&random), pool: .sample(&random), document: .sample(&random), shard: random.next(),
            state: .sample(&random), piece: random.next(), pieces: random.next(), attempts: random.next(),
            errorCode: random.next(), error: random.text(0...24), worker: random.text(0...24),
            created: .sample(&random), notBefore: random.optional { .sample(&$0) },
            leaseEnds: random.optional { .sample(&$0) }, estimatedMilliseconds: random.optional { $0.next() })
    }
}

extension CancelJob: Sampled {
    static func sample(_ random: inout Random) -> CancelJob {
        CancelJob(
            job: .sample(&random))
    }
}

extension RequeueJob: Sampled {
    static func sample(_ random: inout Random) -> RequeueJob {
        RequeueJob(
            job: .sample(&random))
    }
}

extension DropJob: Sampled {
    static func sample(_ random: inout Random) -> DropJob {
        DropJob(
            job: .sample(&random))
    }
}
