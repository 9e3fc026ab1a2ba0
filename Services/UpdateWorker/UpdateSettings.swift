package import ServiceKit

/// What can be configured of an update worker.
package enum UpdateSettings {
    package static let all = [
        Setting("store", "The store's request endpoint.", default: "tcp://127.0.0.1:7411"),
        Setting("store-key", "The store's CURVE public key, or a file with it.", isOptional: true),
        Setting("store-credential", "A file with this service's API key for the store.", isOptional: true),
        Setting("model", "The model's folder, in the form Hugging Face uses."),
        Setting("weights", .choice(["f32", "bf16", "int8"]), "How weights stand in memory.", default: "f32"),
        Setting(
            "class", .choice(["7b", "8b"]), "MemoryLLM's class, for a folder whose config.json has no memory_class.",
            isOptional: true),
        Setting("name", "What the worker is called in lists.", default: "update"),
        Setting(
            "statistics", "A folder with files of `engram edit stats`; those of other models are passed over.",
            isOptional: true),
        Setting(
            "artifacts", .number(16...16_777_216), "Memory for edits as they are fetched, in MiB.", default: "1024"),
        Setting("lanes", .number(1...64), "Jobs in hand at one time: one computes while others commit.", default: "4"),
        Setting(
            "threads", .number(0...1024), "Threads that compute; 0 takes as many as there are processors.", default: "0"
        ),
    ]
}
