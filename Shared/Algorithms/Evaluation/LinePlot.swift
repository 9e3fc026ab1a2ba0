/// Curves over a number, as SVG: text that any browser shows, equal for equal numbers.
public struct LinePlot: Sendable {
    public struct Point: Hashable, Sendable {
        public let x: Double
        public let y: Double

        public init(x: Double, y: Double) { (self.x, self.y) = (x, y) }
    }

    public struct Series: Sendable {
        public let name: String
        public let points: [Point]

        public init(name: String, points: [Point]) { (self.name, self.points) = (name, points) }
    }

    public let title: String
    public let xLabel: String
    public let series: [Series]
    /// Nil: from the lowest to the highest value.
    public let yRange: ClosedRange<Double>?

    public init(title: String, xLabel: String, series: [Series], yRange: ClosedRange<Double>? = nil) {
        (self.title, self.xLabel, self.series, self.yRange) = (title, xLabel, series, yRange)
    }

    private static let (width, height) = (720.0, 260.0)
    private static let (left, right, top, bottom) = (60.0, 16.0, 30.0, 36.0)
    private static let colours = ["#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf"]
    /// Points of a curve that are drawn; of more, means of neighbours.
    private static let pointsMax = 720

    /// Plots one below the other.
    public static func svg(_ plots: [LinePlot]) -> String {
        let total = text(height * Double(plots.count))
        let size = "width=\"\(text(width))\" height=\"\(total)\" viewBox=\"0 0 \(text(width)) \(total)\""
        let bodies = plots.enumerated().map { index, plot in
            "<g transform=\"translate(0 \(text(Double(index) * height)))\">\n\(plot.body)</g>\n"
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" \(size) font-family="sans-serif" font-size="11">
            <rect width="100%" height="100%" fill="white"/>
            \(bodies.joined())</svg>

            """
    }

    private var finite: [Series] {
        series.map { Series(name: $0.name, points: $0.points.filter { $0.x.isFinite && $0.y.isFinite }) }
    }

    private var body: String {
        let all = finite.flatMap(\.points)
        let (edge, name) = (Self.text(Self.left), Self.escaped(title))
        let heading = "<text x=\"\(edge)\" y=\"18\" font-weight=\"bold\">\(name)</text>\n"
        guard let x = Self.range(all.map(\.x)), let y = yRange ?? Self.range(all.map(\.y)) else { return heading }
        let frame = Frame(x: x, y: y)
        let curves = finite.enumerated().map { index, series in
            curve(series, Self.colours[index % Self.colours.count], frame, label: index)
        }
        return heading + frame.axes(xLabel: xLabel) + curves.joined()
    }

    private func curve(_ series: Series, _ colour: String, _ frame: Frame, label: Int) -> String {
        let points = Self.thinned(series.points).map { frame.place($0) }.joined(separator: " ")
        let line = "<polyline fill=\"none\" stroke=\"\(colour)\" stroke-width=\"1.5\" points=\"\(points)\"/>\n"
        guard self.series.count > 1 else { return line }
        let (x, y) = (Self.text(Self.width - 150), Self.text(Self.top + 14 * Double(label + 1)))
        return line + "<text x=\"\(x)\" y=\"\(y)\" fill=\"\(colour)\">\(Self.escaped(series.name))</text>\n"
    }

    private static func thinned(_ points: [Point]) -> [Point] {
        guard points.count > pointsMax else { return points }
        return (0..<pointsMax).map { index in
            let part = points[points.count * index / pointsMax..<points.count * (index + 1) / pointsMax]
            let count = Double(part.count)
            return Point(x: part.reduce(0) { $0 + $1.x } / count, y: part.reduce(0) { $0 + $1.y } / count)
        }
    }

    private static func range(_ values: [Double]) -> ClosedRange<Double>? {
        guard let low = values.min(), let high = values.max() else { return nil }
        return low < high ? low...high : low - 0.5...high + 0.5
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    /// With at most three decimals.
    private static func text(_ value: Double) -> String {
        let thousandths = (value * 1000).rounded()
        guard abs(thousandths) < 1e15 else { return "\(value)" }
        let whole = Int(thousandths)
        guard whole % 1000 != 0 else { return "\(whole / 1000)" }
        return "\(Double(whole) / 1000)"
    }

    /// Where numbers stand on the page.
    private struct Frame {
        let x: ClosedRange<Double>
        let y: ClosedRange<Double>

        private func across(_ value: Double) -> Double {
            let share = (value - x.lowerBound) / (x.upperBound - x.lowerBound)
            return LinePlot.left + share * (LinePlot.width - LinePlot.left - LinePlot.right)
        }

        private func down(_ value: Double) -> Double {
            let share = (min(max(value, y.lowerBound), y.upperBound) - y.lowerBound) / (y.upperBound - y.lowerBound)
            return LinePlot.height - LinePlot.bottom - share * (LinePlot.height - LinePlot.top - LinePlot.bottom)
        }

        func place(_ point: Point) -> String { "\(LinePlot.text(across(point.x))),\(LinePlot.text(down(point.y)))" }

        func axes(xLabel: String) -> String {
            let (low, high) = (LinePlot.text(LinePlot.height - LinePlot.bottom), LinePlot.text(LinePlot.top))
            let (start, end) = (LinePlot.text(LinePlot.left), LinePlot.text(LinePlot.width - LinePlot.right))
            var lines = "<path d=\"M\(start) \(high)V\(low)H\(end)\" fill=\"none\" stroke=\"black\"/>\n"
            for step in 0...4 {
                let share = Double(step) / 4
                let (atX, atY) = (Self.at(share, x), Self.at(share, y))
                let (column, row) = (LinePlot.text(across(atX)), LinePlot.text(down(atY)))
                let below = LinePlot.text(LinePlot.height - LinePlot.bottom + 14)
                lines += "<text x=\"\(column)\" y=\"\(below)\" text-anchor=\"middle\">\(LinePlot.text(atX))</text>\n"
                lines += "<text x=\"\(LinePlot.text(LinePlot.left - 6))\" y=\"\(row)\" text-anchor=\"end\" "
                    + "dominant-baseline=\"middle\">\(LinePlot.text(atY))</text>\n"
            }
            let middle = LinePlot.text((LinePlot.left + LinePlot.width) / 2)
            let label = LinePlot.escaped(xLabel)
            return lines + "<text x=\"\(middle)\" y=\"\(LinePlot.text(LinePlot.height - 6))\" "
                + "text-anchor=\"middle\">\(label)</text>\n"
        }

        private static func at(_ share: Double, _ range: ClosedRange<Double>) -> Double {
            range.lowerBound + share * (range.upperBound - range.lowerBound)
        }
    }
}
