internal import ServiceKit

/// The settings of every kind of training: what can stand in its configuration file.
enum TrainingFields {
    /// Where a file is named, and nothing else is shared with services.
    static let file = [Setting("config", "A JSON file with values for these settings.", isOptional: true)]

    static let model = [
        Setting("start", "A model's folder to go on from; without one the weights are random.", isOptional: true),
        Setting("tokenizer", "The folder of the tokenizer; that of `start` if it is not given.", isOptional: true),
        Setting("layers", .number(1...256), "Transformer layers.", default: "4"),
        Setting("width", .number(8...16384), "Width of the residual stream; a multiple of the heads.", default: "192"),
        Setting("heads", .number(1...256), "Query heads.", default: "6"),
        Setting("kv-heads", .number(1...256), "Key and value heads; they divide the query heads.", default: "3"),
        Setting("feed-forward", .number(8...65536), "Inner width of the feed-forward block.", default: "512"),
        Setting("rope-theta", .decimal(1...1e9), "Base of the rotary frequencies.", default: "10000"),
        Setting("norm-epsilon", .decimal(1e-12...1), "Added under the root of the norms.", default: "1e-5"),
        Setting("positions", .number(16...1_000_000), "Positions the model is built for, memory included.",
                default: "2048"),
        Setting("update-tokens", .number(1...4096), "Memory tokens of one update, K.", default: "24"),
        Setting("blocks", .number(1...4096), "Updates that fill the pool, N / K.", default: "30"),
        Setting("max-piece-tokens", .number(1...65536), "The longest piece of a document, in tokens.", default: "28"),
        Setting("drop-per-layer", .flag, "Each layer draws on its own what it forgets.", default: "false"),
        Setting("precision", .choice(["bf16", "f32"]), "How the finished weights are stored.", default: "bf16"),
    ]

    static let optimisation = [
        Setting("seed", .number(0...Int.max), "Seed of all random numbers.", default: "1"),
        Setting("updates", .number(1...100_000_000), "Updates of the parameters in all.", default: "10000"),
        Setting("batch-tokens", .number(16...10_000_000), "Tokens of one batch.", default: "1600"),
        Setting("accumulation", .number(1...4096), "Batches of one update.", default: "1"),
        Setting("tapes", .number(1...256), "Parts of a batch that are computed at the same time.", default: "2"),
        Setting("matrix-rule", .choice(["muon", "adamw", "sgd"]), "How matrices inside of layers change.",
                default: "muon"),
        Setting("matrix-rate", .decimal(0...10), "Their learning rate.", default: "0.005"),
        Setting("momentum", .decimal(0...0.9999), "Momentum of Muon and SGD.", default: "0.95"),
        Setting("other-rule", .choice(["adamw", "sgd"]), "How all other parameters change.", default: "adamw"),
        Setting("other-rate", .decimal(0...10), "Their learning rate.", default: "0.001"),
        Setting("beta1", .decimal(0...0.9999), "AdamW's decay of the mean.", default: "0.9"),
        Setting("beta2", .decimal(0...0.99999), "AdamW's decay of the square.", default: "0.99"),
        Setting("weight-decay", .decimal(0...1), "Decoupled weight decay of matrices.", default: "0"),
        Setting("clip-norm", .decimal(0...1e9), "The norm all gradients are held to; 0: none.", default: "1"),
        Setting("warm-up", .number(0...10_000_000), "Updates over which the rates rise.", default: "50"),
        Setting("decay", .choice(["constant", "linear", "cosine"]), "How the rates fall.", default: "linear"),
        Setting("decay-start", .decimal(0...1), "The share of all updates after which they fall.", default: "0.8"),
        Setting("decay-floor", .decimal(0...1), "What is left of the rates at the end.", default: "0.02"),
        Setting("average-decay", .decimal(0...0.99999),
                "Decay of the weights' average, which is then what is written; 0: none.",
                default: "0"),
        Setting("stop-after-minutes", .number(0...100_000), "Saves and leaves after so many minutes; 0: never.",
                default: "0"),
        Setting("log-every", .number(1...1_000_000), "Updates between lines of metrics.", default: "20"),
        Setting("checkpoint-every", .number(1...10_000_000), "Updates between checkpoints.", default: "1000"),
    ]

    static let text = [
        Setting("text", "Files of text with shares: FILE=SHARE,FILE=SHARE; none for no text.", default: ""),
        Setting("text-share", .decimal(0...1),
                "The share of a batch's tokens (memory: of sequences, read with the pool) that are text.",
                default: "0"),
        Setting("text-length", .number(8...65536), "Tokens of one sequence of text.", default: "256"),
        Setting("text-weight", .decimal(0...1), "What the loss of a text's token counts; an answer's counts 1.",
                default: "0.1"),
        Setting("exclusions", "Hashes of texts that must not be trained on.", isOptional: true),
        Setting("held-out", "A file of text that is measured and not trained on.", isOptional: true),
        Setting("held-out-tokens", .number(64...10_000_000), "How much of it is measured.", default: "20000"),
        Setting("evaluate-every", .number(1...10_000_000), "Updates between measurements.", default: "1000"),
        Setting("scratch", "A folder for unpacked files.", default: "/tmp"),
    ]

    /// What is drawn from files of facts and of passages with questions.
    private static let material = [
        Setting("factbook", "The factbook's file: facts to be known with nothing to read.", isOptional: true),
        Setting("fewrel", "FewRel's file of sentences with a relation: more such facts.", isOptional: true),
        Setting("known-share", .decimal(0...1),
                "The share of a batch's tokens (memory: of sequences) that are such facts.", default: "0"),
        Setting("statement-share", .decimal(0...1), "The share of them that are stated, not asked for.",
                default: "0.25"),
        Setting("passages", "A file like SQuAD's: passages with questions and answers.", isOptional: true),
        Setting("passage-share", .decimal(0...1),
                "The share of a batch's tokens (memory: of documents) that are passages and questions on them.",
                default: "0"),
        Setting("passage-tokens", .number(16...8192), "Tokens of a passage, or of a context of documents, at most.",
                default: "256"),
        Setting("answer-tokens-max", .number(1...64), "Tokens of an answer on a passage at most.", default: "6"),
    ]

    /// Made-up documents and what is asked about them.
    private static let lessons = [
        Setting("questions", .number(1...256), "Questions of a sequence.", default: "8"),
        Setting("sharing", .decimal(0...1), "The share of a stream's documents on one relation.", default: "0.7"),
        Setting("correction-share", .decimal(0...1), "The share of documents that correct an earlier one.",
                default: "0"),
        Setting("check-share", .decimal(0...1), "The share of questions to be answered by yes or no.", default: "0"),
        Setting("unknown-share", .decimal(0...1), "The share of questions on what nobody said.", default: "0"),
        Setting("facts-max", .number(1...16), "Facts of a document at most.", default: "3"),
        Setting("plain-language", .flag, "Statements alone: no pronouns, clauses and fillers.", default: "false"),
    ]

    static let curriculum = [
        Setting("curriculum", .flag, "Learn to look things up in what was just read, step by step.", default: "true"),
        Setting("first-step", .number(0...1000), "The step of the curriculum to begin with.", default: "0"),
        Setting("enough", .decimal(0...1), "The share of right first tokens that ends a step.", default: "0.9"),
        Setting("window", .number(10...1_000_000), "Answers over which it is measured.", default: "800"),
        Setting("step-updates-max", .number(0...10_000_000), "Updates of a step at most; 0: no limit.", default: "0"),
        Setting("earlier-share", .decimal(0...1), "The share of examples from earlier steps.", default: "0.25"),
        Setting("others-share", .decimal(0...1), "The share of tokens outside of answers whose loss counts.",
                default: "0.1"),
        Setting("others-weight", .decimal(0...1), "What it counts, where an answer's counts 1.", default: "0.1"),
    ]

    /// A stage of a memory ends earlier than a step in context: the share that age takes does not come back by waiting.
    private static let stages = curriculum.filter { $0.name != "enough" } + [
        Setting("enough", .decimal(0...1), "The share of right first tokens that ends a stage.", default: "0.75")
    ]

    static let memory = model + optimisation + stages + text.filter { $0.name != "evaluate-every" } + [
        Setting("method", .choice(["recipe", "strategies"]),
                "Made-up facts with questions, or MemoryLLM's strategies on running text.", default: "recipe"),
        Setting("streams", .number(1...4096), "Pools side by side.", default: "12"),
        Setting("stages", "BLOCKS:TOKENS,...: blocks that a read sees, and the longest document, stage by stage.",
                default: "4:28,8:28,16:28,30:28"),
        Setting("writes-min", .number(1...64), "Documents of a step at least.", default: "2"),
        Setting("writes-max", .number(1...64), "Documents of a step at most.", default: "3"),
        Setting("piece-tokens-min", .number(1...65536), "The shortest document, in tokens.", default: "20"),
        Setting("fresh-share", .decimal(0...1), "The share of them on documents just written.", default: "0.5"),
        Setting("age-share", .decimal(0...1), "How far back others reach, as a share of the window.", default: "0.7"),
        Setting("thinning", .decimal(0...0.99), "The largest share of a window that is left out.", default: "0.5"),
        Setting("through-tail", .flag, "Gradients flow from a write into the one before.", default: "true"),
        Setting("in-context-share", .decimal(0...1), "The share of steps without a pool.", default: "0.1"),
        Setting("long-share", .decimal(0...1), "The share of documents that are made up and too long for one piece.",
                default: "0"),
        Setting("long-tokens", .number(16...8192), "Tokens of such a document at most.", default: "120"),
        Setting("evaluate-every", .number(1...10_000_000), "Updates between measurements.", default: "100"),
    ] + lessons + material + strategies

    /// Where MemoryLLM's paper and its released code differ, each has its own value.
    static let strategies = [
        Setting("context-tokens-min", .number(2...65536), "The shortest context of a text, in tokens.", default: "256"),
        Setting("context-tokens-max", .number(2...65536), "The longest one.", default: "512"),
        Setting("gradient-share", .decimal(0...1), "Steps of one context with gradient through the write.",
                default: "0.5"),
        Setting("gradient-read", .choice(["deltaAlone", "wholePool"]),
                "What they read: the new tokens (paper, code), or the whole pool (the ideal of figure 9).",
                default: "deltaAlone"),
        Setting("contexts", "Contexts at most, FROM:COUNT,...: by update. The code: 0:1,10000:2,15000:3,20000:4,...",
                default: "0:1"),
        Setting("context-sequence", .choice(["chained", "intoPool"]),
                "Several contexts: deltas after deltas (code), or each into the pool (paper).", default: "chained"),
        Setting("recall", .choice(["released", "paper", "never"]),
                "When an earlier target is read again: after another document (code), at once (paper).",
                default: "released"),
        Setting("recall-share", .decimal(0...1), "The share of steps that do, where one may.", default: "0.5"),
    ]

    /// What a model without a memory is given.
    static let adapter = memory.filter { !["layers", "width", "heads", "kv-heads", "feed-forward"].contains($0.name) }
        + [
        Setting("lora-rank", .number(0...4096), "Rank of the adapters; 0: all parameters are trained.", default: "8"),
        Setting("lora-alpha", .decimal(0...65536), "Adapters count alpha / rank.", default: "32"),
        Setting("lora-targets", "Projections with adapters.",
                default: "q_proj,k_proj,v_proj,gate_proj,up_proj,down_proj"),
        Setting("two-adapters", .flag, "Reading has an adapter of its own.", default: "false"),
        Setting("rope-factor", .decimal(1...1024), "Positions are divided by it, to make room for the pool.",
                default: "1"),
    ]

    static let language = model + optimisation + text + curriculum + lessons + material + [
        Setting("document-share", .decimal(0...1),
                "The share of a batch's tokens that are made-up documents in context and questions on them.",
                default: "0"),
        Setting("documents-max", .number(1...256), "Documents of such a context at most.", default: "8"),
        Setting("document-tokens", .number(8...8192), "Tokens of one of them at most.", default: "60"),
        Setting("lessons-from", .number(0...1000),
                "The step of the curriculum with which facts, passages and documents begin.", default: "0"),
    ]
}
