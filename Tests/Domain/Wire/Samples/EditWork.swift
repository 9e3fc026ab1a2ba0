import MemoryTypes
import Wire

extension Work: Sampled {
    static func sample(_ random: inout Random) -> Work {
        [.none, .piece(.sample(&random)), .edit(.sample(&random))][random.int(0...2)]
    }
}

extension EditStep: Sampled {
    static func sample(_ random: inout Random) -> EditStep {
        EditStep(
            edit: .sample(&random), position: .sample(&random), seed: random.next(),
            request: random.optional { .sample(&$0) }, draft: .sample(&random))
    }
}

extension EditAssignment: Sampled {
    static func sample(_ random: inout Random) -> EditAssignment {
        EditAssignment(
            job: .sample(&random), token: .sample(&random), attempt: random.next(), pool: .sample(&random),
            model: .sample(&random), task: .sample(&random), edit: .sample(&random), version: .sample(&random),
            absorptions: random.next(), stack: random.list(0...1) { .sample(&$0) },
            steps: random.list(0...1) { .sample(&$0) }, items: random.list(0...1) { .sample(&$0) },
            thresholds: .sample(&random), leaseMilliseconds: random.next(), secondsMax: random.next())
    }
}

extension EditResult: Sampled {
    static func sample(_ random: inout Random) -> EditResult {
        EditResult(
            edit: .sample(&random), editor: .sample(&random), tokenizer: .sample(&random),
            prefixes: random.optional { .sample(&$0) }, request: random.bytes(0...9), artifact: .sample(&random),
            artifactBytes: random.bytes(0...9), shared: random.optional { .sample(&$0) })
    }
}

extension CommitEdit: Sampled {
    static func sample(_ random: inout Random) -> CommitEdit {
        CommitEdit(
            worker: random.next(), job: .sample(&random), token: .sample(&random), stack: .sample(&random),
            results: random.list(0...1) { .sample(&$0) }, measures: .sample(&random),
            computeMicroseconds: random.next(), wantsNext: random.bool())
    }
}

extension EditCommitted: Sampled {
    static func sample(_ random: inout Random) -> EditCommitted {
        EditCommitted(
            job: .sample(&random), edit: .sample(&random), state: .sample(&random), version: .sample(&random),
            position: .sample(&random), stateHash: .sample(&random), first: random.bool(), next: .sample(&random))
    }
}
