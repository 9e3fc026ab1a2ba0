public import CoreMetrics
internal import Synchronization

/// Keeps all metrics of a process and writes them in Prometheus's text form (version 0.0.4).
///
/// The number of series is bounded: beyond `seriesMax` further ones are counted nowhere, and
/// `engram_metrics_dropped_series` says how many.
public final class PrometheusRegistry: MetricsFactory {
    private struct Key: Hashable {
        let label: String
        let dimensions: String
    }

    private struct State {
        var series: [Key: any PrometheusSeries] = [:]
        var dropped = 0
    }

    public static let seriesMax = 2000
    private let state = Mutex(State())

    public init() {}

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, dimensions) { PrometheusCounter() }
    }

    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        series(label, dimensions) { PrometheusGauge(isCounter: true) }
    }

    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, dimensions) { PrometheusGauge(isCounter: false) }
    }

    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        aggregate
            ? series(label, dimensions) { PrometheusHistogram(bounds: PrometheusHistogram.sizes) }
            : series(label, dimensions) { PrometheusGauge(isCounter: false) } as any RecorderHandler
    }

    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, dimensions) { PrometheusHistogram(bounds: PrometheusHistogram.seconds) }
    }

    // Series live as long as the process: a scrape must not miss what was counted before.
    public func destroyCounter(_ handler: any CounterHandler) {}
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    public func destroyMeter(_ handler: any MeterHandler) {}
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    public func destroyTimer(_ handler: any TimerHandler) {}

    /// All metrics.
    public func text() -> String {
        let (series, dropped) = state.withLock { ($0.series, $0.dropped) }
        var lines: [String] = []
        var last = ""
        for (key, value) in series.sorted(by: { ($0.key.label, $0.key.dimensions) < ($1.key.label, $1.key.dimensions) })
        {
            if key.label != last { lines.append("# TYPE \(key.label) \(value.type)") }
            last = key.label
            lines += value.lines(key.label, key.dimensions)
        }
        lines += ["# TYPE engram_metrics_dropped_series gauge", "engram_metrics_dropped_series \(dropped)"]
        return lines.joined(separator: "\n") + "\n"
    }

    private func series<Value: PrometheusSeries>(
        _ label: String, _ dimensions: [(String, String)], _ make: () -> Value
    ) -> Value {
        let key = Key(label: Self.name(label), dimensions: Self.text(dimensions))
        return state.withLock { state in
            if let known = state.series[key] as? Value { return known }
            let fresh = make()
            if state.series.count < Self.seriesMax { state.series[key] = fresh } else { state.dropped += 1 }
            return fresh
        }
    }

    /// Letters, digits and underscores only.
    private static func name(_ label: String) -> String {
        String(label.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    }

    private static func text(_ dimensions: [(String, String)]) -> String {
        dimensions.map { "\(name($0.0))=\"\(escaped($0.1))\"" }.joined(separator: ",")
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
