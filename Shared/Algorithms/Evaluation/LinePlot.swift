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

    private static let width = 720.0
    /// High enough for the names of all curves.
    private var height: Double { max(260, Self.top + Self.bottom + 14 * Double(series.count + 1)) }
    private static let (left, right, top, bottom) = (60.0, 16.0, 30.0, 36.0)
    private static let colours = ["#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf"]
    /// When the colours are used up they begin again with the next of these.
    private static let dashes = ["", " stroke-dasharray=\"6 3\"", " stroke-dasharray=\"2 3\""]
    /// Points of a curve that are drawn; of more, means of neighbours.
    private static let pointsMax = 720

    /// Plots one below the other.
    public static func svg(_ plots: [LinePlot]) -> String {
        var top = 0.0
        let bodies = plots.map { plot in
            defer { top += plot.height }
            return "<g transform=\"translate(0 \(SVG.text(top)))\">\n\(plot.body)</g>\n"
        }
        return SVG.document(width: width, height: top, bodies.joined())
    }

    private var finite: [Series] {
        series.map { Series(name: $0.name, points: $0.points.filter { $0.x.isFinite && $0.y.isFinite }) }
    }

    private var body: String {
        let all = finite.flatMap(\.points)
        let (edge, name) = (SVG.text(Self.left), SVG.escaped(title))
        let heading = "<text x=\"\(edge)\" y=\"18\" font-weight=\"bold\">\(name)</text>\n"
        guard let x = Self.range(all.map(\.x)), let y = yRange ?? Self.range(all.map(\.y)) else { return heading }
        let frame = Frame(x: x, y: y, height: height)
        let curves = finite.enumerated().map { index, series in
            curve(series, frame, number: index)
        }
        return heading + frame.axes(xLabel: xLabel) + curves.joined()
    }

    private func curve(_ series: Series, _ frame: Frame, number: Int) -> String {
        let colour = Self.colours[number % Self.colours.count]
        let dashes = Self.dashes[number / Self.colours.count % Self.dashes.count]
        let points = Self.thinned(series.points).map { frame.place($0) }.joined(separator: " ")
        let line = "<polyline fill=\"none\" stroke=\"\(colour)\" stroke-width=\"1.5\"\(dashes) points=\"\(points)\"/>\n"
        guard self.series.count > 1 else { return line }
        let (x, y) = (SVG.text(Self.width - 150), SVG.text(Self.top + 14 * Double(number + 1)))
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
        let height: Double

        private func across(_ value: Double) -> Double {
            let share = (value - x.lowerBound) / (x.upperBound - x.lowerBound)
            return LinePlot.left + share * (LinePlot.width - LinePlot.left - LinePlot.right)
        }

        private func down(_ value: Double) -> Double {
            let share = (min(max(value, y.lowerBound), y.upperBound) - y.lowerBound) / (y.upperBound - y.lowerBound)
            return height - LinePlot.bottom - share * (height - LinePlot.top - LinePlot.bottom)
        }

        func place(_ point: Point) -> String { "\(SVG.text(across(point.x))),\(SVG.text(down(point.y)))" }

        func axes(xLabel: String) -> String {
            let (low, high) = (SVG.text(height - LinePlot.bottom), SVG.text(LinePlot.top))
            let (start, end) = (SVG.text(LinePlot.left), SVG.text(LinePlot.width - LinePlot.right))
            var lines = "<path d=\"M\(start) \(high)V\(low)H\(end)\" fill=\"none\" stroke=\"black\"/>\n"
            for step in 0...4 {
                let share = Double(step) / 4
                let (atX, atY) = (Self.at(share, x), Self.at(share, y))
                let (column, row) = (SVG.text(across(atX)), SVG.text(down(atY)))
                let below = SVG.text(height - LinePlot.bottom + 14)
                lines += "<text x=\"\(column)\" y=\"\(below)\" text-anchor=\"middle\">\(SVG.text(atX))</text>\n"
                lines += "<text x=\"\(SVG.text(LinePlot.left - 6))\" y=\"\(row)\" text-anchor=\"end\" "
                    + "dominant-baseline=\"middle\">\(SVG.text(atY))</text>\n"
            }
            let middle = SVG.text((LinePlot.left + LinePlot.width) / 2)
            let label = SVG.escaped(xLabel)
            return lines + "<text x=\"\(middle)\" y=\"\(SVG.text(height - 6))\" "
                + "text-anchor=\"middle\">\(label)</text>\n"
        }

        private static func at(_ share: Double, _ range: ClosedRange<Double>) -> Double {
            range.lowerBound + share * (range.upperBound - range.lowerBound)
        }
    }
}
