/// All figures of a run and the machine they were taken on.
package struct BenchReport: Report {
    package let version: String
    package let machine: Machine
    package let figures: [Figure]
    /// Groups that could not be measured.
    package let missing: [BenchRecord.Missing]

    package init(machine: Machine, _ record: BenchRecord) {
        version = Build.version
        self.machine = machine
        figures = record.figures
        missing = record.missing
    }

    package func write(to terminal: Terminal) {
        terminal.line(machine.text)
        var table = Table(
            .left("figure"), .right("median"), .right("min ... max"), .left("unit"), .left("against"), .right("median"),
            .left("unit"), .right("ratio"), .right("min ... max"), .left("goal"), .left("met"))
        for figure in figures { table.add(cells(figure)) }
        table.write(to: terminal)
        for figure in figures {
            if let meaning = figure.ratioMeans { terminal.line("\(figure.figure.name): \(meaning)") }
        }
        for group in missing { terminal.line("\(group.group.rawValue) was not measured: \(group.reason)") }
    }

    private func cells(_ row: Figure) -> [String] {
        let (figure, reference, ratio) = (row.figure, row.reference, row.ratio)
        return [
            figure.name, Amounts.significant(figure.samples.median), range(figure.samples), figure.unit,
            reference?.name ?? "", reference.map { Amounts.significant($0.samples.median) } ?? "",
            reference?.unit ?? "",
            ratio.map { Amounts.significant($0.median) } ?? "", ratio.map(range) ?? "",
            row.goal?.text ?? "", row.isMet.map { $0 ? "yes" : "NO" } ?? "",
        ]
    }

    private func range(_ samples: Samples) -> String {
        Amounts.significant(samples.min) + " ... " + Amounts.significant(samples.max)
    }
}

extension Amounts {
    /// Three significant digits, without an exponent.
    package static func significant(_ value: Double) -> String {
        guard value.isFinite, value != 0 else { return "\(value)" }
        var digits = 2
        var size = abs(value)
        while size >= 10, digits > 0 { (size, digits) = (size / 10, digits - 1) }
        while size < 1, digits < 8 { (size, digits) = (size * 10, digits + 1) }
        return decimals(value, digits)
    }
}
