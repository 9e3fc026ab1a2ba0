import MemoryTypes
import Wire

extension DocumentDraft: Sampled {
    static func sample(_ random: inout Random) -> DocumentDraft {
        DocumentDraft(
            tenant: .sample(&random), actor: random.next(), push: .sample(&random))
    }
}

extension LeaseReference: Sampled {
    static func sample(_ random: inout Random) -> LeaseReference {
        LeaseReference(
            job: .sample(&random), token: .sample(&random))
    }
}

extension BlobSource: Sampled {
    static func sample(_ random: inout Random) -> BlobSource {
        BlobSource(
            digest: .sample(&random), rows: random.next(), document: random.optional { .sample(&$0) })
    }
}

extension Assignment: Sampled {
    static func sample(_ random: inout Random) -> Assignment {
        Assignment(
            job: .sample(&random), token: .sample(&random), attempt: random.next(), pool: .sample(&random),
            model: .sample(&random), shape: .sample(&random), shard: random.next(), document: .sample(&random),
            text: random.text(1...25), cut: random.optional { .sample(&$0) }, piece: random.next(),
            baseVersion: .sample(&random), tail: .sample(&random), leaseMilliseconds: random.next(),
            secondsMax: random.next())
    }
}

extension AppendDocuments: Sampled {
    static func sample(_ random: inout Random) -> AppendDocuments {
        AppendDocuments(
            drafts: random.list(1...4) { .sample(&$0) })
    }
}

extension DocumentsAppended: Sampled {
    static func sample(_ random: inout Random) -> DocumentsAppended {
        DocumentsAppended(
            outcomes: random.list(1...4) { .sample(&$0) })
    }
}

extension Authenticate: Sampled {
    static func sample(_ random: inout Random) -> Authenticate {
        Authenticate(
            credential: random.text(0...24), curveKey: random.text(0...24))
    }
}

extension Identity: Sampled {
    static func sample(_ random: inout Random) -> Identity {
        Identity(
            tenant: .sample(&random), scopes: .sample(&random), key: random.next(), limits: .sample(&random),
            goodForMilliseconds: random.next())
    }
}

extension RegisterWorker: Sampled {
    static func sample(_ random: inout Random) -> RegisterWorker {
        RegisterWorker(
            kind: .sample(&random), name: random.text(1...25), endpoint: random.text(0...24),
            serverKey: random.text(0...24), model: .sample(&random), build: random.text(0...24))
    }
}

extension WorkerRegistered: Sampled {
    static func sample(_ random: inout Random) -> WorkerRegistered {
        WorkerRegistered(
            worker: random.next(), leaseMilliseconds: random.next(), renewalMilliseconds: random.next(),
            needsBasePool: random.bool(), eventsEndpoint: random.text(0...24))
    }
}

extension Heartbeat: Sampled {
    static func sample(_ random: inout Random) -> Heartbeat {
        Heartbeat(
            worker: random.next(), running: random.next(), waiting: random.next(), draining: random.bool(),
            pools: random.list(0...3) { .sample(&$0) })
    }
}

extension HeartbeatReceived: Sampled {
    static func sample(_ random: inout Random) -> HeartbeatReceived {
        HeartbeatReceived(
            heads: random.list(0...3) { .sample(&$0) })
    }
}

extension RequestAssignment: Sampled {
    static func sample(_ random: inout Random) -> RequestAssignment {
        RequestAssignment(
            worker: random.next(), capacity: random.next())
    }
}

extension AssignmentOffer: Sampled {
    static func sample(_ random: inout Random) -> AssignmentOffer {
        AssignmentOffer(
            work: .sample(&random), retryAfterMilliseconds: random.next())
    }
}

extension CommitUpdate: Sampled {
    static func sample(_ random: inout Random) -> CommitUpdate {
        CommitUpdate(
            worker: random.next(), job: .sample(&random), token: .sample(&random), piece: random.next(),
            cut: random.optional { .sample(&$0) }, baseVersion: .sample(&random), rows: random.next(),
            digest: .sample(&random), delta: random.bytes(0...24), computeMicroseconds: random.next(),
            wantsNext: random.bool())
    }
}

extension UpdateCommitted: Sampled {
    static func sample(_ random: inout Random) -> UpdateCommitted {
        UpdateCommitted(
            job: .sample(&random), piece: random.next(), version: .sample(&random), position: .sample(&random),
            stateHash: .sample(&random), first: random.bool(), jobDone: random.bool(),
            next: .sample(&random))
    }
}

extension FailUpdate: Sampled {
    static func sample(_ random: inout Random) -> FailUpdate {
        FailUpdate(
            worker: random.next(), job: .sample(&random), token: .sample(&random), permanent: random.bool(),
            code: random.next(), text: random.text(0...24))
    }
}

extension RenewLeases: Sampled {
    static func sample(_ random: inout Random) -> RenewLeases {
        RenewLeases(
            worker: random.next(), leases: random.list(0...3) { .sample(&$0) })
    }
}

extension LeasesRenewed: Sampled {
    static func sample(_ random: inout Random) -> LeasesRenewed {
        LeasesRenewed(
            lost: random.list(0...3) { .sample(&$0) }, leaseMilliseconds: random.next())
    }
}

extension ReleaseJobs: Sampled {
    static func sample(_ random: inout Random) -> ReleaseJobs {
        ReleaseJobs(
            worker: random.next(), leases: random.list(0...3) { .sample(&$0) }, leaving: random.bool())
    }
}

extension FetchManifest: Sampled {
    static func sample(_ random: inout Random) -> FetchManifest {
        FetchManifest(
            name: random.optional { .sample(&$0) }, pool: random.optional { .sample(&$0) },
            version: random.optional { .sample(&$0) }, minimumVersion: random.optional { .sample(&$0) })
    }
}

extension PoolManifest: Sampled {
    static func sample(_ random: inout Random) -> PoolManifest {
        PoolManifest(
            pool: .sample(&random), uid: .sample(&random), tenant: .sample(&random), name: .sample(&random),
            model: .sample(&random), shape: .sample(&random), initialised: random.bool(), version: .sample(&random),
            position: .sample(&random), stateHash: .sample(&random), sources: random.list(0...3) { .sample(&$0) },
            shards: random.list(0...3) { .sample(&$0) }, stack: random.list(0...3) { .sample(&$0) })
    }
}
