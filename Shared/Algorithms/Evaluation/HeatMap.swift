/// Numbers over rows and columns as shades, as SVG.
public struct HeatMap: Sendable {
    public let title: String
    public let rowLabels: [String]
    public let columnsLabel: String
    /// [rows][columns].
    public let values: [[Double]]

    public init(title: String, rowLabels: [String], columnsLabel: String, values: [[Double]]) {
        precondition(rowLabels.count == values.count, "\(rowLabels.count) labels for \(values.count) rows")
        self.title = title
        self.rowLabels = rowLabels
        self.columnsLabel = columnsLabel
        self.values = values
    }

    private static let (cell, left, top, bottom, right) = (16.0, 150.0, 30.0, 40.0, 70.0)
    private static let labelMax = 20

    private var columns: Int { values.map(\.count).max() ?? 0 }
    private var width: Double { Self.left + Double(columns) * Self.cell + Self.right }
    private var height: Double { Self.top + Double(values.count) * Self.cell + Self.bottom }

    /// Maps one below the other, each with shades of its own from 0 (or its least number) to its greatest.
    public static func svg(_ maps: [HeatMap]) -> String {
        let width = max(320, maps.map(\.width).max() ?? 0)
        let height = maps.reduce(0) { $0 + $1.height }
        var (bodies, down) = ("", 0.0)
        for map in maps {
            bodies += "<g transform=\"translate(0 \(SVG.text(down)))\">\n\(map.body)</g>\n"
            down += map.height
        }
        return SVG.document(width: width, height: height, bodies)
    }

    private var body: String {
        let all = values.flatMap(\.self).filter(\.isFinite)
        let (low, high) = (min(0, all.min() ?? 0), max(all.max() ?? 0, .leastNormalMagnitude))
        var text = "<text x=\"8\" y=\"18\" font-weight=\"bold\">\(SVG.escaped(title))</text>\n"
        for (row, numbers) in values.enumerated() {
            let y = Self.top + Double(row) * Self.cell
            let label = SVG.escaped(String(rowLabels[row].prefix(Self.labelMax)))
            text += "<text x=\"\(SVG.text(Self.left - 6))\" y=\"\(SVG.text(y + 12))\" text-anchor=\"end\">"
                + "\(label)</text>\n"
            for (column, number) in numbers.enumerated() {
                let share = number.isFinite ? (number - low) / (high - low) : 0
                text += "<rect x=\"\(SVG.text(Self.left + Double(column) * Self.cell))\" y=\"\(SVG.text(y))\" "
                    + "width=\"\(SVG.text(Self.cell - 1))\" height=\"\(SVG.text(Self.cell - 1))\" "
                    + "fill=\"\(Self.shade(share))\"/>\n"
            }
        }
        return text + axis + legend(low: low, high: high)
    }

    private var axis: String {
        let y = SVG.text(Self.top + Double(values.count) * Self.cell + 12)
        let step = max(1, columns / 8)
        let numbers = stride(from: 0, to: columns, by: step).map { column in
            let x = SVG.text(Self.left + (Double(column) + 0.5) * Self.cell)
            return "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"middle\">\(column)</text>\n"
        }
        let below = SVG.text(Self.top + Double(values.count) * Self.cell + 28)
        let middle = SVG.text(Self.left + Double(columns) * Self.cell / 2)
        return numbers.joined() + "<text x=\"\(middle)\" y=\"\(below)\" text-anchor=\"middle\">"
            + SVG.escaped(columnsLabel) + "</text>\n"
    }

    private func legend(low: Double, high: Double) -> String {
        let x = SVG.text(Self.left + Double(columns) * Self.cell + 8)
        let (first, second) = (SVG.text(Self.top + 12), SVG.text(Self.top + 28))
        return "<text x=\"\(x)\" y=\"\(first)\">\(SVG.text(high))</text>\n"
            + "<text x=\"\(x)\" y=\"\(second)\" fill=\"#888888\">\(SVG.text(low))</text>\n"
    }

    /// From white to a dark blue.
    private static func shade(_ share: Double) -> String {
        let dark = (8.0, 48.0, 107.0)
        func part(_ end: Double) -> String {
            let value = Int((255 + (end - 255) * min(max(share, 0), 1)).rounded())
            return (value < 16 ? "0" : "") + String(value, radix: 16)
        }
        return "#" + part(dark.0) + part(dark.1) + part(dark.2)
    }
}
