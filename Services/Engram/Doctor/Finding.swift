/// One thing that a doctor looked at.
package struct Finding: Encodable, Equatable, Sendable {
    package enum Verdict: String, Encodable, Sendable {
        case good
        /// Works, and could be better.
        case note
        /// Does not work.
        case bad
    }

    package let subject: String
    package let verdict: Verdict
    package let found: String
    /// What to do; nil if all is well.
    package let advice: String?

    package init(_ subject: String, _ verdict: Verdict, _ found: String, advice: String? = nil) {
        self.subject = subject
        self.verdict = verdict
        self.found = found
        self.advice = advice
    }
}

/// Everything that was looked at.
struct Diagnosis: Report {
    let findings: [Finding]

    var isWell: Bool { !findings.contains { $0.verdict == .bad } }

    func write(to terminal: Terminal) {
        for finding in findings {
            terminal.line("\(mark(finding.verdict, terminal)) \(finding.subject): \(finding.found)")
            if let advice = finding.advice { terminal.line("     " + advice) }
        }
    }

    private func mark(_ verdict: Finding.Verdict, _ terminal: Terminal) -> String {
        switch verdict {
        case .good: terminal.styled("ok  ", .green)
        case .note: terminal.styled("note", .yellow)
        case .bad: terminal.styled("bad ", .red)
        }
    }
}
