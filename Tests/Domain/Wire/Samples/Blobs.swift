import MemoryTypes
import Wire

extension Absorption: Sampled {
    static func sample(_ random: inout Random) -> Absorption {
        Absorption(
            position: .sample(&random), version: .sample(&random), shard: random.next(),
            baseVersion: .sample(&random), chainIndex: random.next(), document: .sample(&random),
            job: .sample(&random), piece: random.next(), cut: .sample(&random), delta: .sample(&random),
            rows: random.next(), tail: random.optional { .sample(&$0) }, forgotten: .sample(&random))
    }
}

extension ListAbsorptions: Sampled {
    static func sample(_ random: inout Random) -> ListAbsorptions {
        ListAbsorptions(
            name: .sample(&random), from: .sample(&random), limit: random.int(-3...2000))
    }
}

extension AbsorptionPage: Sampled {
    static func sample(_ random: inout Random) -> AbsorptionPage {
        AbsorptionPage(
            absorptions: random.list(0...3) { .sample(&$0) }, next: random.optional { .sample(&$0) })
    }
}

extension FetchBlob: Sampled {
    static func sample(_ random: inout Random) -> FetchBlob {
        FetchBlob(
            pool: random.optional { .sample(&$0) }, digest: .sample(&random), offset: random.next(),
            chunks: random.int(1...64))
    }
}

extension BlobChunk: Sampled {
    static func sample(_ random: inout Random) -> BlobChunk {
        BlobChunk(
            digest: .sample(&random), total: random.next(), offset: random.next(), bytes: random.bytes(0...24))
    }
}

extension PutBlob: Sampled {
    static func sample(_ random: inout Random) -> PutBlob {
        PutBlob(
            digest: .sample(&random), total: random.next(), offset: random.next(), bytes: random.bytes(0...24))
    }
}

extension BlobStored: Sampled {
    static func sample(_ random: inout Random) -> BlobStored {
        BlobStored(
            digest: .sample(&random), received: random.next(), complete: random.bool())
    }
}
