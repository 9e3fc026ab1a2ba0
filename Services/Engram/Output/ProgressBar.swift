/// A bar on the diagnostics, on a terminal only, drawn again at most ten times a second.
package struct ProgressBar: Sendable {
    private let terminal: Terminal
    private let title: String
    private var drawn: ContinuousClock.Instant?

    package init(_ title: String, on terminal: Terminal) {
        self.title = title
        self.terminal = terminal
    }

    package mutating func show(_ done: Int, of total: Int, _ text: String = "", at now: ContinuousClock.Instant = .now)
    {
        if let drawn, now - drawn < .milliseconds(100), done < total { return }
        drawn = now
        terminal.overwrite(Self.line(title, done, total, text))
    }

    package func clear() { terminal.overwrite("") }

    package static func line(_ title: String, _ done: Int, _ total: Int, _ text: String) -> String {
        let width = 24
        let filled = total > 0 ? min(width, done * width / total) : 0
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        return "\(title) \(bar) \(done)" + (total > 0 ? "/\(total)" : "") + (text.isEmpty ? "" : "  \(text)")
    }
}
