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
        let bodies = plots.enumerated().map { index, plot in
            "<g transform=\"translate(0 \(SVG.text(Double(index) * height)))\">\n\(plot.body)</g>\n"
        }
        return SVG.document(width: width, height: height * Double(plots.count), bodies.joined())
    }

    private var finite: [Series] {
        series.map { Series(name: $0.name, points: $0.points.filter { $0.x.isFinite && $0.y.isFinite }) }
    }

    private var body: String {
        let all = finite.flatMap(\.points)
        let (edge, name) = (SVG.text(Self.left), SVG.escaped(title))
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
        let (x, y) = (SVG.text(Self.width - 150), SVG.text(Self.top + 14 * Double(label + 1)))
        return line + "<text x=\"\(x)\" y=\"\(y)\" fill=\"\(colour)\">\(SVG.escaped(series.name))</text>\n"
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

        func place(_ point: Point) -> String { "\(SVG.text(across(point.x))),\(SVG.text(down(point.y)))" }

        func axes(xLabel: String) -> String {
            let (low, high) = (SVG.text(LinePlot.height - LinePlot.bottom), SVG.text(LinePlot.top))
            let (start, end) = (SVG.text(LinePlot.left), SVG.text(LinePlot.width - LinePlot.right))
            var lines = "<path d=\"M\(start) \(high)V\(low)H\(end)\" fill=\"none\" stroke=\"black\"/>\n"
            for step in 0...4 {
                let share = Double(step) / 4
                let (atX, atY) = (Self.at(share, x), Self.at(share, y))
                let (column, row) = (SVG.text(across(atX)), SVG.text(down(atY)))
                let below = SVG.text(LinePlot.height - LinePlot.bottom + 14)
                lines += "<text x=\"\(column)\" y=\"\(below)\" text-anchor=\"middle\">\(SVG.text(atX))</text>\n"
                lines += "<text x=\"\(SVG.text(LinePlot.left - 6))\" y=\"\(row)\" text-anchor=\"end\" "
                    + "dominant-baseline=\"middle\">\(SVG.text(atY))</text>\n"
            }
            let middle = SVG.text((LinePlot.left + LinePlot.width) / 2)
            let label = SVG.escaped(xLabel)
            return lines + "<text x=\"\(middle)\" y=\"\(SVG.text(LinePlot.height - 6))\" "
                + "text-anchor=\"middle\">\(label)</text>\n"
        }

        private static func at(_ share: Double, _ range: ClosedRange<Double>) -> Double {
            range.lowerBound + share * (range.upperBound - range.lowerBound)
        }
    }
}
