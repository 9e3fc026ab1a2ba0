import MemoryTypes
import Wire

extension VersionDescription: Sampled {
    static func sample(_ random: inout Random) -> VersionDescription {
        VersionDescription(
            version: .sample(&random), position: .sample(&random), recordKind: random.next(),
            shard: random.optional { $0.next() }, document: random.optional { .sample(&$0) }, piece: random.next(),
            delta: random.optional { .sample(&$0) }, stateHash: .sample(&random), time: .sample(&random),
            replayable: random.bool())
    }
}

extension CreatePool: Sampled {
    static func sample(_ random: inout Random) -> CreatePool {
        CreatePool(
            name: .sample(&random), model: random.text(0...24), shards: random.int(-3...2000),
            seed: random.optional { $0.next() }, empty: random.bool())
    }
}

extension PoolDescription: Sampled {
    static func sample(_ random: inout Random) -> PoolDescription {
        PoolDescription(
            pool: .sample(&random), uid: .sample(&random), name: .sample(&random), tenant: .sample(&random),
            model: .sample(&random), modelName: random.text(0...24), shape: .sample(&random),
            initialised: random.bool(), seed: random.next(), version: .sample(&random), position: .sample(&random),
            stateHash: .sample(&random), headHash: .sample(&random), fork: random.optional { .sample(&$0) },
            shards: random.list(1...4) { .sample(&$0) }, documents: random.next(), facts: random.next(),
            halfLife: random.double(), checkpointEvery: random.next(), oldestReplayable: .sample(&random),
            created: .sample(&random))
    }
}

extension ListPools: Sampled {
    static func sample(_ random: inout Random) -> ListPools {
        ListPools(
            after: random.optional { .sample(&$0) }, limit: random.int(-3...2000))
    }
}

extension PoolPage: Sampled {
    static func sample(_ random: inout Random) -> PoolPage {
        PoolPage(
            pools: random.list(0...3) { .sample(&$0) }, next: random.optional { .sample(&$0) })
    }
}

extension ShowPool: Sampled {
    static func sample(_ random: inout Random) -> ShowPool {
        ShowPool(
            name: .sample(&random))
    }
}

extension ForkPool: Sampled {
    static func sample(_ random: inout Random) -> ForkPool {
        ForkPool(
            source: .sample(&random), version: random.optional { .sample(&$0) }, name: .sample(&random))
    }
}

extension RestorePool: Sampled {
    static func sample(_ random: inout Random) -> RestorePool {
        RestorePool(
            name: .sample(&random), version: .sample(&random))
    }
}

extension RebuildPool: Sampled {
    static func sample(_ random: inout Random) -> RebuildPool {
        RebuildPool(
            source: .sample(&random), model: random.text(0...24), name: .sample(&random))
    }
}

extension RefreshPool: Sampled {
    static func sample(_ random: inout Random) -> RefreshPool {
        RefreshPool(
            name: .sample(&random), documents: random.list(0...3) { .sample(&$0) }, pinnedOnly: random.bool(),
            survivalBelow: random.double(), estimateOnly: random.bool())
    }
}

extension RefreshReport: Sampled {
    static func sample(_ random: inout Random) -> RefreshReport {
        RefreshReport(
            name: .sample(&random), documents: random.next(), pieces: random.next(),
            estimatedMilliseconds: random.next(), survivalAfter: random.double(), done: random.bool())
    }
}

extension SetRetention: Sampled {
    static func sample(_ random: inout Random) -> SetRetention {
        SetRetention(
            name: .sample(&random), keepCheckpoints: random.int(-3...2000),
            checkpointEvery: random.optional { $0.next() }, estimateOnly: random.bool())
    }
}

extension RetentionReport: Sampled {
    static func sample(_ random: inout Random) -> RetentionReport {
        RetentionReport(
            name: .sample(&random), oldestReplayable: .sample(&random), checkpoints: random.next(),
            droppedBlobs: random.next(), droppedBytes: random.next(), done: random.bool())
    }
}

extension DropPool: Sampled {
    static func sample(_ random: inout Random) -> DropPool {
        DropPool(
            name: .sample(&random), uid: .sample(&random))
    }
}

extension ListVersions: Sampled {
    static func sample(_ random: inout Random) -> ListVersions {
        ListVersions(
            name: .sample(&random), from: .sample(&random), limit: random.int(-3...2000))
    }
}

extension VersionPage: Sampled {
    static func sample(_ random: inout Random) -> VersionPage {
        VersionPage(
            versions: random.list(0...3) { .sample(&$0) }, next: random.optional { .sample(&$0) })
    }
}

extension ListModels: Sampled {
    static func sample(_ random: inout Random) -> ListModels {
        ListModels()
    }
}

extension ModelPage: Sampled {
    static func sample(_ random: inout Random) -> ModelPage {
        ModelPage(
            models: random.list(0...3) { .sample(&$0) })
    }
}
