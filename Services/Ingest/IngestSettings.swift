package import ServiceKit

/// What can be configured of Ingest.
package enum IngestSettings {
    package static let all = [
        Setting("store", "The store's request endpoint.", default: "tcp://127.0.0.1:7411"),
        Setting("store-key", "The store's CURVE public key, or a file with it.", isOptional: true),
        Setting("store-credential", "A file with this service's API key for the store.", isOptional: true),
        Setting("frontend", "Where clients connect; the port may be `*`.", default: "tcp://127.0.0.1:7401"),
        Setting(
            "batch-documents", .number(1...1024), "Documents that share one commit, at most.", default: "256"),
        Setting("batches", .number(1...16), "Commits under way at one time.", default: "2"),
        Setting(
            "waiting-documents", .number(1...65_536), "Documents that may wait for a commit; the next one is refused.",
            default: "4096"),
    ]
}
