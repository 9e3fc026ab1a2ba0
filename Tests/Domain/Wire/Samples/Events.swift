import MemoryTypes
import Wire

extension VersionAdvanced: Sampled {
    static func sample(_ random: inout Random) -> VersionAdvanced {
        VersionAdvanced(
            pool: .sample(&random), uid: .sample(&random), version: .sample(&random), position: .sample(&random),
            recordKind: random.next(), reload: random.bool(), shard: random.next(),
            delta: random.optional { .sample(&$0) }, rows: random.next(), document: random.optional { .sample(&$0) },
            forgotten: .sample(&random), stateHash: .sample(&random), deltaBytes: random.bytes(0...24),
            stack: random.optional { $0.list(0...3) { .sample(&$0) } })
    }
}

extension PoolChanged: Sampled {
    static func sample(_ random: inout Random) -> PoolChanged {
        PoolChanged(
            pool: .sample(&random), uid: .sample(&random), tenant: .sample(&random), name: .sample(&random),
            change: .sample(&random), version: .sample(&random))
    }
}
