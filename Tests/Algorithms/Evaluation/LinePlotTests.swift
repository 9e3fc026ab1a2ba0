import Evaluation
import Testing

@Suite("Plots")
struct LinePlotTests {
    private func polylines(_ svg: String) -> [String] {
        svg.split(separator: "\n").filter { $0.hasPrefix("<polyline") }.map(String.init)
    }

    @Test("a curve goes from the left edge to the right one, the highest value at the top")
    func corners() {
        let points = [LinePlot.Point(x: 0, y: 1), .init(x: 10, y: 3)]
        let svg = LinePlot.svg([LinePlot(title: "t", xLabel: "x", series: [.init(name: "s", points: points)])])
        #expect(polylines(svg).count == 1)
        #expect(polylines(svg)[0].contains("points=\"60,224 704,30\""))
    }

    @Test("titles cannot become markup, and numbers that are none are left out")
    func escapes() {
        let points = [LinePlot.Point(x: 0, y: .nan), .init(x: 1, y: 2), .init(x: 2, y: .infinity)]
        let plot = LinePlot(title: "<b>&", xLabel: "x", series: [.init(name: "s", points: points)])
        let svg = LinePlot.svg([plot, plot])
        #expect(svg.contains("&lt;b&gt;&amp;") && !svg.contains("<b>"))
        #expect(polylines(svg).allSatisfy { !$0.contains("nan") && !$0.contains("inf") })
        #expect(polylines(svg).count == 2)
    }

    @Test("a long curve is drawn with few points")
    func thins() {
        let points = (0..<100_000).map { LinePlot.Point(x: Double($0), y: Double($0 % 7)) }
        let svg = LinePlot.svg([LinePlot(title: "t", xLabel: "x", series: [.init(name: "s", points: points)])])
        #expect(svg.utf8.count < 30_000)
    }

    @Test("without points there is a title alone")
    func empty() {
        let svg = LinePlot.svg([LinePlot(title: "nothing yet", xLabel: "x", series: [])])
        #expect(svg.contains("nothing yet") && polylines(svg).isEmpty)
    }
}
