import MemoryTypes
import Wire

extension PushDocument: Sampled {
    static func sample(_ random: inout Random) -> PushDocument {
        PushDocument(
            document: .sample(&random), pool: .sample(&random), text: random.text(0...24),
            metadata: random.text(0...24), source: random.text(0...24))
    }
}

extension DocumentAccepted: Sampled {
    static func sample(_ random: inout Random) -> DocumentAccepted {
        DocumentAccepted(
            document: .sample(&random), job: .sample(&random), pool: .sample(&random), shard: random.next(),
            first: random.bool(), queueDepth: random.next(), shardTokens: random.next(), updateTokens: random.next())
    }
}

extension ShowDocument: Sampled {
    static func sample(_ random: inout Random) -> ShowDocument {
        ShowDocument(
            document: .sample(&random))
    }
}

extension DocumentStatus: Sampled {
    static func sample(_ random: inout Random) -> DocumentStatus {
        DocumentStatus(
            document: .sample(&random), pool: .sample(&random), job: .sample(&random), shard: random.next(),
            state: .sample(&random), pieces: random.next(), piecesDone: random.next(),
            firstVersion: random.optional { .sample(&$0) }, lastVersion: random.optional { .sample(&$0) },
            age: random.next(), survival: random.double(), pinned: random.bool(), textBytes: random.next(),
            textDigest: .sample(&random), received: .sample(&random), absorbed: random.optional { .sample(&$0) },
            metadata: random.text(0...24), source: random.text(0...24), error: random.text(0...24))
    }
}

extension ListDocuments: Sampled {
    static func sample(_ random: inout Random) -> ListDocuments {
        ListDocuments(
            pool: random.optional { .sample(&$0) }, state: random.optional { .sample(&$0) },
            after: random.optional { .sample(&$0) }, limit: random.int(-3...2000))
    }
}

extension DocumentPage: Sampled {
    static func sample(_ random: inout Random) -> DocumentPage {
        DocumentPage(
            documents: random.list(0...3) { .sample(&$0) }, next: random.optional { .sample(&$0) })
    }
}

extension FetchDocumentText: Sampled {
    static func sample(_ random: inout Random) -> FetchDocumentText {
        FetchDocumentText(
            document: .sample(&random))
    }
}

extension DocumentText: Sampled {
    static func sample(_ random: inout Random) -> DocumentText {
        DocumentText(
            document: .sample(&random), pool: .sample(&random), text: random.text(0...24),
            metadata: random.text(0...24), source: random.text(0...24))
    }
}

extension ForgetDocument: Sampled {
    static func sample(_ random: inout Random) -> ForgetDocument {
        ForgetDocument(
            document: .sample(&random), purge: random.bool(), estimateOnly: random.bool())
    }
}

extension ForgetReport: Sampled {
    static func sample(_ random: inout Random) -> ForgetReport {
        ForgetReport(
            document: .sample(&random), done: random.bool(), forkVersion: random.optional { .sample(&$0) },
            pools: random.list(0...3) { .sample(&$0) }, replayedDocuments: random.next(),
            estimatedMilliseconds: random.next(), retractedFacts: random.next(), erasedBlobs: random.next(),
            erasedBytes: random.next(), remaining: random.list(0...3) { $0.text(1...24) })
    }
}

extension AwaitDocument: Sampled {
    static func sample(_ random: inout Random) -> AwaitDocument {
        AwaitDocument(
            document: .sample(&random))
    }
}

extension PinDocument: Sampled {
    static func sample(_ random: inout Random) -> PinDocument {
        PinDocument(
            document: .sample(&random), pinned: random.bool())
    }
}
