internal import CoreMetrics
internal import Logging
internal import MemoryTypes
internal import Wire

/// What a generation worker counts.
struct GenerationMeters: Sendable {
    private let logger: Logger
    private let steps = CoreMetrics.Timer(label: "engram_decode_step_seconds")
    private let rows = Recorder(label: "engram_decode_step_rows")
    private let running = Gauge(label: "engram_queries_running")
    private let waiting = Gauge(label: "engram_queries_waiting")
    private let tokens = Counter(label: "engram_tokens_total")
    private let queue = CoreMetrics.Timer(label: "engram_query_queue_seconds")
    private let prefill = CoreMetrics.Timer(label: "engram_query_prefill_seconds")
    private let poolBytes = Gauge(label: "engram_pool_cache_bytes")
    private let pools = Gauge(label: "engram_pool_cache_pools")

    init(logger: Logger) { self.logger = logger }

    func step(_ report: DecodingLoop.StepReport) {
        steps.recordNanoseconds(Int64(report.duration / .nanoseconds(1)))
        rows.record(report.rows)
        running.record(report.running)
        waiting.record(report.waiting)
    }

    func answered(_ done: Done) {
        tokens.increment(by: Int(done.newTokens))
        queue.recordMicroseconds(Int64(clamping: done.timings.queue))
        prefill.recordMicroseconds(Int64(clamping: done.timings.prefill))
    }

    func cache(bytes: Int, pools count: Int) {
        poolBytes.record(bytes)
        pools.record(count)
    }

    func trouble(_ pool: PoolID, _ refusal: Refusal) {
        logger.warning("loading pool \(pool): \(refusal)")
    }
}
