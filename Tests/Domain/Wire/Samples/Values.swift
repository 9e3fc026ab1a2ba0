import MemoryTypes
import Wire

extension ModelDescriptor: Sampled {
    static func sample(_ random: inout Random) -> ModelDescriptor {
        ModelDescriptor(
            digest: .sample(&random), name: random.text(1...25), layers: random.int(1...1024),
            width: random.int(1...65536), tokens: random.int(1...16777216), updateTokens: random.int(1...16777216),
            dropsPerLayer: random.bool(), initialised: random.bool(), basePool: random.optional { .sample(&$0) },
            tokenizer: .sample(&random), pieceTokensMax: random.int(1...1048576),
            positionsMax: random.int(1...16777216), weights: .sample(&random))
    }
}

extension DocumentCut: Sampled {
    static func sample(_ random: inout Random) -> DocumentCut {
        DocumentCut(
            tokenizer: .sample(&random), ends: random.list(1...4) { $0.next() })
    }
}

extension TenantLimits: Sampled {
    static func sample(_ random: inout Random) -> TenantLimits {
        TenantLimits(
            pools: random.next(), pendingDocuments: random.next(), documentBytes: random.next(),
            concurrentQueries: random.next())
    }
}

extension PoolHeld: Sampled {
    static func sample(_ random: inout Random) -> PoolHeld {
        PoolHeld(
            pool: .sample(&random), version: .sample(&random))
    }
}

extension ForkSource: Sampled {
    static func sample(_ random: inout Random) -> ForkSource {
        ForkSource(
            pool: .sample(&random), version: .sample(&random))
    }
}

extension ShardStatus: Sampled {
    static func sample(_ random: inout Random) -> ShardStatus {
        ShardStatus(
            chainIndex: random.next(), head: .sample(&random), pendingJobs: random.next(), blocked: random.bool())
    }
}
