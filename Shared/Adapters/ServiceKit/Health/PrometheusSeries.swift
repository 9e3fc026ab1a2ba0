internal import CoreMetrics
internal import Synchronization

/// One metric with one set of labels.
protocol PrometheusSeries: AnyObject, Sendable {
    var type: String { get }
    /// - Parameter labels: such as `kind="ask"`; may be empty.
    func lines(_ name: String, _ labels: String) -> [String]
}

private func line(_ name: String, _ labels: String, _ value: String) -> String {
    labels.isEmpty ? "\(name) \(value)" : "\(name){\(labels)} \(value)"
}

final class PrometheusCounter: PrometheusSeries, CounterHandler {
    private let count = Atomic<Int64>(0)

    var type: String { "counter" }
    func increment(by amount: Int64) { count.add(amount, ordering: .relaxed) }
    func reset() { count.store(0, ordering: .relaxed) }
    func lines(_ name: String, _ labels: String) -> [String] {
        [line(name, labels, "\(count.load(ordering: .relaxed))")]
    }
}

final class PrometheusGauge: PrometheusSeries, MeterHandler, FloatingPointCounterHandler, RecorderHandler {
    private let value = Mutex<Double>(0)
    private let isCounter: Bool

    init(isCounter: Bool) { self.isCounter = isCounter }

    var type: String { isCounter ? "counter" : "gauge" }
    func set(_ amount: Int64) { set(Double(amount)) }
    func set(_ amount: Double) { value.withLock { $0 = amount } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }
    func record(_ amount: Int64) { set(Double(amount)) }
    func record(_ amount: Double) { set(amount) }
    func reset() { set(0.0) }
    func lines(_ name: String, _ labels: String) -> [String] { [line(name, labels, "\(value.withLock { $0 })")] }
}

final class PrometheusHistogram: PrometheusSeries, RecorderHandler, TimerHandler {
    private struct State {
        var counts: [Int]
        var sum = 0.0
    }

    static let seconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60]
    static let sizes = [1.0, 2, 4, 8, 16, 32, 64, 128, 256, 1024, 4096, 16384, 65536, 1_048_576]

    private let bounds: [Double]
    private let state: Mutex<State>

    init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(State(counts: [Int](repeating: 0, count: bounds.count + 1)))
    }

    var type: String { "histogram" }
    func record(_ value: Int64) { record(Double(value)) }
    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

    func record(_ value: Double) {
        let index = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[index] += 1
            state.sum += value
        }
    }

    func lines(_ name: String, _ labels: String) -> [String] {
        let (counts, sum) = state.withLock { ($0.counts, $0.sum) }
        let comma = labels.isEmpty ? "" : ","
        var total = 0
        var lines: [String] = []
        for (index, bound) in (bounds.map { "\($0)" } + ["+Inf"]).enumerated() {
            total += counts[index]
            lines.append(line(name + "_bucket", "\(labels)\(comma)le=\"\(bound)\"", "\(total)"))
        }
        return lines + [line(name + "_sum", labels, "\(sum)"), line(name + "_count", labels, "\(total)")]
    }
}
