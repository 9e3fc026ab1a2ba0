package import ServiceKit

/// What can be configured of a generation worker.
package enum GenerationSettings {
    package static let all = [
        Setting("store", "The store's request endpoint.", default: "tcp://127.0.0.1:7411"),
        Setting("events", "The store's event endpoint.", default: "tcp://127.0.0.1:7412"),
        Setting("store-key", "The store's CURVE public key, or a file with it.", isOptional: true),
        Setting("store-credential", "A file with this service's API key for the store.", isOptional: true),
        Setting("model", "The model's folder, in the form Hugging Face uses."),
        Setting("weights", .choice(["f32", "bf16", "int8"]), "How weights stand in memory.", default: "f32"),
        Setting(
            "class", .choice(["7b", "8b"]), "MemoryLLM's class, for a folder whose config.json has no memory_class.",
            isOptional: true),
        Setting("name", "What the worker is called in lists.", default: "generate"),
        Setting("frontend", "Where clients connect; the port may be `*`.", default: "tcp://127.0.0.1:7421"),
        Setting("advertise", "The endpoint that clients are told; the bound one if not given.", isOptional: true),
        Setting("pools", .number(16...16_777_216), "Memory for pools, in MiB.", default: "4096"),
        Setting(
            "artifacts", .number(16...16_777_216), "Memory for edits as they are fetched, in MiB.", default: "1024"),
        Setting("running", .number(1...1024), "Queries that share a step, at most.", default: "16"),
        Setting("waiting", .number(1...65_536), "Queries that may wait; the next one is refused.", default: "256"),
        Setting("prefill", .number(1...65_536), "Prompt tokens that one step reads, at most.", default: "512"),
        Setting(
            "positions", .number(16...16_777_216), "Positions of prompts and answers over all running queries.",
            default: "262144"),
        Setting(
            "threads", .number(0...1024), "Threads that compute; 0 takes as many as there are processors.", default: "0"
        ),
    ]
}
