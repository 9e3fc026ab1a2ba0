import CoreMetrics

/// What the store measures.
struct StoreMeters: Sendable {
    let commitSeconds = CoreMetrics.Timer(label: "engram_commit_seconds")
    let jobsWaiting = Gauge(label: "engram_queue_depth")
    let oldestSeconds = Gauge(label: "engram_queue_oldest_seconds")
    let deadLetters = Gauge(label: "engram_dead_letters")
    let versions = Counter(label: "engram_versions_total")
    let documents = Counter(label: "engram_documents_total")
    let edits = Counter(label: "engram_edits_total")
    let workers = Gauge(label: "engram_workers")
}
