import MemoryTypes
import Wire

extension EditItem: Sampled {
    static func sample(_ random: inout Random) -> EditItem {
        EditItem(
            prompt: random.text(0...5), subject: random.optional { $0.text(0...5) }, target: random.text(0...5),
            paraphrases: random.list(0...1) { $0.text(0...5) }, locality: random.list(0...1) { $0.text(0...5) })
    }
}

extension EditDraft: Sampled {
    static func sample(_ random: inout Random) -> EditDraft {
        EditDraft(
            method: random.text(1...5), settings: random.list(0...1) { $0.text(1...5) },
            artifact: random.optional { .sample(&$0) }, onEdited: random.bool(),
            items: random.list(0...1) { .sample(&$0) })
    }
}

extension EditMeasurement: Sampled {
    static func sample(_ random: inout Random) -> EditMeasurement {
        EditMeasurement(
            occasion: .sample(&random), absorptions: random.next(), version: .sample(&random), time: .sample(&random),
            measures: .sample(&random))
    }
}

extension StackedEdit: Sampled {
    static func sample(_ random: inout Random) -> StackedEdit {
        StackedEdit(
            edit: .sample(&random), position: .sample(&random), artifact: .sample(&random))
    }
}

extension SubmitEdit: Sampled {
    static func sample(_ random: inout Random) -> SubmitEdit {
        SubmitEdit(
            edit: .sample(&random), name: .sample(&random), draft: .sample(&random),
            seed: random.optional { $0.next() }, thresholds: random.optional { .sample(&$0) })
    }
}

extension EditAccepted: Sampled {
    static func sample(_ random: inout Random) -> EditAccepted {
        EditAccepted(
            edit: .sample(&random), job: .sample(&random), state: .sample(&random), first: random.bool(),
            queueDepth: random.next())
    }
}

extension EditSummary: Sampled {
    static func sample(_ random: inout Random) -> EditSummary {
        EditSummary(
            edit: .sample(&random), number: random.next(), state: .sample(&random), method: random.text(0...5),
            items: random.next(), prompt: random.text(0...5), subject: random.text(0...5),
            target: random.text(0...5), position: random.optional { .sample(&$0) },
            removed: random.optional { .sample(&$0) }, actor: random.text(0...5), received: .sample(&random))
    }
}

extension EditEntry: Sampled {
    static func sample(_ random: inout Random) -> EditEntry {
        EditEntry(
            position: .sample(&random), version: .sample(&random), editor: .sample(&random),
            request: .sample(&random), tokenizer: .sample(&random), prefixes: random.optional { .sample(&$0) },
            artifact: .sample(&random), artifactBytes: random.next(), supersedes: .sample(&random))
    }
}

extension ShowEdit: Sampled {
    static func sample(_ random: inout Random) -> ShowEdit {
        ShowEdit(
            name: .sample(&random), edit: .sample(&random))
    }
}

extension AwaitEdit: Sampled {
    static func sample(_ random: inout Random) -> AwaitEdit {
        AwaitEdit(
            name: .sample(&random), edit: .sample(&random))
    }
}

extension EditDetail: Sampled {
    static func sample(_ random: inout Random) -> EditDetail {
        EditDetail(
            name: .sample(&random), summary: .sample(&random), draft: random.optional { .sample(&$0) },
            seed: random.next(), thresholds: .sample(&random), job: random.optional { .sample(&$0) },
            errorCode: random.next(), error: random.text(0...5), entry: random.optional { .sample(&$0) },
            measurements: random.list(0...1) { .sample(&$0) })
    }
}

extension ListEdits: Sampled {
    static func sample(_ random: inout Random) -> ListEdits {
        ListEdits(
            name: .sample(&random), subject: random.optional { $0.text(1...5) }, removed: random.bool(),
            before: random.optional { $0.next() }, limit: random.int(-3...2000))
    }
}

extension EditPage: Sampled {
    static func sample(_ random: inout Random) -> EditPage {
        EditPage(
            edits: random.list(0...1) { .sample(&$0) }, next: random.optional { $0.next() }, inForce: random.next())
    }
}

extension RevertEdit: Sampled {
    static func sample(_ random: inout Random) -> RevertEdit {
        RevertEdit(
            name: .sample(&random), edit: .sample(&random), replays: random.bool())
    }
}

extension EvaluateEdit: Sampled {
    static func sample(_ random: inout Random) -> EvaluateEdit {
        EvaluateEdit(
            name: .sample(&random), edit: .sample(&random), items: random.list(0...1) { .sample(&$0) })
    }
}

extension SetGuard: Sampled {
    static func sample(_ random: inout Random) -> SetGuard {
        SetGuard(
            name: .sample(&random), thresholds: .sample(&random))
    }
}

extension ShowGuard: Sampled {
    static func sample(_ random: inout Random) -> ShowGuard {
        ShowGuard(
            name: .sample(&random))
    }
}

extension GuardShown: Sampled {
    static func sample(_ random: inout Random) -> GuardShown {
        GuardShown(
            name: .sample(&random), thresholds: .sample(&random))
    }
}

extension EditGuard: Sampled {
    static func sample(_ random: inout Random) -> EditGuard {
        EditGuard(
            action: .sample(&random), reliabilityMin: random.double(), paraphraseMin: random.double(),
            localityMin: random.double(), perplexityGrowthMax: random.double(), relativeChangeMax: random.double(),
            keyShareMin: random.double())
    }
}

extension EditMeasures: Sampled {
    static func sample(_ random: inout Random) -> EditMeasures {
        EditMeasures(
            reliability: random.double(), paraphrase: random.optional { $0.double() }, locality: random.double(),
            perplexityBefore: random.double(), perplexity: random.double(), relativeChange: random.double(),
            keyShare: random.optional { $0.double() })
    }
}
