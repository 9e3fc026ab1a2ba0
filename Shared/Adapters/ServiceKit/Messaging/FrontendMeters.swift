internal import CoreMetrics
internal import MemoryTypes
internal import Wire

/// What a frontend counts. Labels are kinds and refusal codes only, so their number is bounded.
struct FrontendMeters: Sendable {
    private let answered: [MessageKind: Counter]
    private let times: [MessageKind: CoreMetrics.Timer]
    private let refused: [UInt16: Counter]

    init() {
        let kinds = MessageKind.allCases.filter(\.isRequest)
        answered = Dictionary(
            uniqueKeysWithValues: kinds.map {
                ($0, Counter(label: "engram_requests_total", dimensions: [("kind", "\($0)")]))
            })
        times = Dictionary(
            uniqueKeysWithValues: kinds.map {
                ($0, CoreMetrics.Timer(label: "engram_request_seconds", dimensions: [("kind", "\($0)")]))
            })
        refused = Dictionary(
            uniqueKeysWithValues: RefusalCode.allCases.map {
                ($0.rawValue, Counter(label: "engram_refusals_total", dimensions: [("code", "\($0)")]))
            })
    }

    func answered(_ kind: MessageKind, in duration: Duration) {
        answered[kind]?.increment()
        times[kind]?.recordNanoseconds(Int64(duration / .nanoseconds(1)))
    }

    func refused(_ refusal: Refusal) { refused[refusal.number]?.increment() }
}
