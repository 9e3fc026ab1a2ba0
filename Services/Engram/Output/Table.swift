/// Rows under titles, as wide as their widest cell.
package struct Table: Sendable {
    package enum Side: Sendable { case left, right }

    package struct Column: Sendable {
        let title: String
        let side: Side

        package static func left(_ title: String) -> Column { Column(title: title, side: .left) }
        package static func right(_ title: String) -> Column { Column(title: title, side: .right) }
    }

    private let columns: [Column]
    private var rows: [[String]] = []

    package init(_ columns: Column...) { self.columns = columns }

    package mutating func add(_ cells: String...) { add(cells) }

    package mutating func add(_ cells: [String]) {
        precondition(cells.count == columns.count, "\(cells.count) cells for \(columns.count) columns")
        rows.append(cells.map { $0.replacing("\n", with: " ") })
    }

    package var isEmpty: Bool { rows.isEmpty }

    /// The titles and the rows, one line each.
    package var lines: [String] {
        let widths = columns.indices.map { index in
            rows.reduce(columns[index].title.count) { max($0, $1[index].count) }
        }
        return ([columns.map(\.title)] + rows).map { cells in
            let padded = cells.indices.map { pad(cells[$0], to: widths[$0], columns[$0].side) }
            return trimmed(padded.joined(separator: "  "))
        }
    }

    package func write(to terminal: Terminal) {
        for (index, line) in lines.enumerated() { terminal.line(index == 0 ? terminal.styled(line, .bold) : line) }
    }

    private func pad(_ text: String, to width: Int, _ side: Side) -> String {
        let blanks = String(repeating: " ", count: width - text.count)
        return side == .left ? text + blanks : blanks + text
    }

    private func trimmed(_ line: String) -> String {
        String(line.reversed().drop { $0 == " " }.reversed())
    }
}

/// Names and values, one pair a line: one thing shown in full.
package struct Details: Sendable {
    private var pairs: [(String, String)] = []

    package init() {}

    package mutating func add(_ name: String, _ value: String?) {
        if let value, !value.isEmpty { pairs.append((name, value)) }
    }

    package func write(to terminal: Terminal) {
        let width = pairs.reduce(0) { max($0, $1.0.count) }
        for (name, value) in pairs {
            let blanks = String(repeating: " ", count: width - name.count + 2)
            terminal.line(terminal.styled(name, .dim) + blanks + value)
        }
    }
}
