internal import CoreMetrics
internal import Logging
internal import MemoryTypes
internal import Wire

/// What a worker counts and writes to its log.
struct UpdateMeters: Sendable {
    private let logger: Logger
    private let committed = Counter(label: "engram_pieces_total", dimensions: [("end", "committed")])
    private let refused = Counter(label: "engram_pieces_total", dimensions: [("end", "refused")])
    private let failed = Counter(label: "engram_pieces_total", dimensions: [("end", "failed")])
    private let lost = Counter(label: "engram_pieces_total", dimensions: [("end", "lost")])
    private let time = CoreMetrics.Timer(label: "engram_update_compute_seconds")

    init(logger: Logger) { self.logger = logger }

    func tell(_ event: UpdateDesk.Event) {
        switch event {
        case .began(let work): logger.debug("work begun", metadata: ["job": "\(work.job)", "part": "\(work.label)"])
        case .ended(let work, let end):
            count(end)
            logger.debug(
                "work ended", metadata: ["job": "\(work.job)", "part": "\(work.label)", "end": "\(end)"])
        case .failed(let work, let fault):
            logger.warning(
                "a job failed: \(fault.sentence)",
                metadata: ["job": "\(work.job)", "code": "\(fault.code)", "permanent": "\(fault.isPermanent)"])
        case .trouble(let doing, let refusal): logger.warning("\(doing): \(refusal)")
        }
    }

    private func count(_ end: PieceEnd) {
        switch end {
        case .committed(let microseconds):
            committed.increment()
            time.recordMicroseconds(microseconds)
        case .refused: refused.increment()
        case .failed: failed.increment()
        case .lost: lost.increment()
        }
    }
}
