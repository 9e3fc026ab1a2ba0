import CoreMetrics
import Foundation
import FoundationNetworking
import Logging
import ServiceKit
import Synchronization
import Testing

@Suite("Metrics in Prometheus's form")
struct PrometheusTests {
    @Test("counters, gauges and histograms are written with their labels") func text() {
        let registry = PrometheusRegistry()
        registry.makeCounter(label: "engram.things-total", dimensions: [("kind", "a\"b")]).increment(by: 3)
        registry.makeMeter(label: "depth", dimensions: []).set(2.5)
        let timer = registry.makeTimer(label: "took_seconds", dimensions: [("kind", "ask")])
        timer.recordNanoseconds(2_000_000)
        timer.recordNanoseconds(90_000_000_000)
        let text = registry.text()
        #expect(text.contains("# TYPE engram_things_total counter\nengram_things_total{kind=\"a\\\"b\"} 3\n"))
        #expect(text.contains("# TYPE depth gauge\ndepth 2.5\n"))
        #expect(text.contains("took_seconds_bucket{kind=\"ask\",le=\"0.001\"} 0\n"))
        #expect(text.contains("took_seconds_bucket{kind=\"ask\",le=\"0.0025\"} 1\n"))
        #expect(text.contains("took_seconds_bucket{kind=\"ask\",le=\"+Inf\"} 2\n"))
        #expect(text.contains("took_seconds_count{kind=\"ask\"} 2\n"))
    }

    @Test("the same label and dimensions are one series, and the number of series is bounded") func bounded() {
        let registry = PrometheusRegistry()
        registry.makeCounter(label: "same", dimensions: []).increment(by: 1)
        registry.makeCounter(label: "same", dimensions: []).increment(by: 1)
        #expect(registry.text().contains("same 2\n"))
        for index in 0..<PrometheusRegistry.seriesMax {
            registry.makeCounter(label: "many", dimensions: [("n", "\(index)")]).increment(by: 1)
        }
        #expect(registry.text().contains("engram_metrics_dropped_series 1\n"))
    }
}

@Suite("The health endpoints", .timeLimit(.minutes(1)))
struct HealthServerTests {
    private func get(_ path: String, _ port: Int) async throws -> (Int, String) {
        let url = try #require(URL(string: "http://127.0.0.1:\(port)\(path)"))
        let (data, response) = try await URLSession.shared.data(from: url)
        return ((response as? HTTPURLResponse)?.statusCode ?? 0, String(decoding: data, as: UTF8.self))
    }

    @Test("live always, ready when set and every check is content, metrics as text") func answers() async throws {
        let (health, metrics) = (Health(), PrometheusRegistry())
        let hindrance = FaultBox()
        health.add("store") { hindrance.text }
        metrics.makeCounter(label: "seen", dimensions: []).increment(by: 7)
        let server = try await HealthServer(host: "127.0.0.1", port: 0, health: health, metrics: metrics)
        #expect(try await get("/health/live", server.port).0 == 200)
        #expect(try await get("/health/ready", server.port).0 == 503)
        health.setReady(true)
        #expect(try await get("/health/ready", server.port).0 == 200)
        hindrance.text = "no connection"
        let found = try await get("/health/ready", server.port)
        #expect(found.0 == 503 && found.1 == "store: no connection\n")
        #expect(try await get("/metrics", server.port).1.contains("seen 7\n"))
        #expect(try await get("/other", server.port).0 == 404)
        await server.close()
    }
}

private final class FaultBox: Sendable {
    private let state = Mutex<String?>(nil)
    var text: String? {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}

@Suite("The log")
struct LineLogTests {
    private func lines(_ format: LineLog.Format, _ body: (Logger) -> Void) -> [String] {
        let box = LineBox()
        body(Logger(label: "ingest") { LineLog(label: $0, format: format, level: .info) { box.add($0) } })
        return box.lines
    }

    @Test("is one line a message, whatever the message holds") func text() {
        let found = lines(.text) {
            $0.info("two\nlines", metadata: ["pool": "a b", "job": "7"])
            $0.debug("too fine")
        }
        #expect(found.count == 1)
        #expect(found[0].hasSuffix(" info ingest: two\\nlines job=7 pool=\"a b\"\n"))
    }

    @Test("is JSON when it is to be") func json() throws {
        let found = lines(.json) { $0.warning("say \"hi\"", metadata: ["job": "7"]) }
        let object = try JSONSerialization.jsonObject(with: Data(found[0].utf8)) as? [String: String]
        #expect(object?["message"] == "say \"hi\"" && object?["level"] == "warning" && object?["job"] == "7")
    }
}

private final class LineBox: Sendable {
    private let state = Mutex<[String]>([])
    func add(_ line: String) { state.withLock { $0.append(line) } }
    var lines: [String] { state.withLock { $0 } }
}
