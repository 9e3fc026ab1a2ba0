internal import Foundation

/// The one place that writes to standard output and standard error.
///
/// Results go to the output, everything else (progress, warnings, errors) to the diagnostics, so that a pipe carries
/// results alone. Colours and moving lines appear only where a person looks.
package struct Terminal: Sendable {
    package enum Stream: Sendable { case output, diagnostics }

    /// Whether colours may be used in the output.
    package let usesColour: Bool
    /// Whether a line of the diagnostics may be written over.
    package let showsProgress: Bool
    /// Characters of a line.
    package let columns: Int
    private let sink: @Sendable (Stream, String) -> Void

    package init(
        usesColour: Bool = false, showsProgress: Bool = false, columns: Int = 80,
        sink: @escaping @Sendable (Stream, String) -> Void
    ) {
        self.usesColour = usesColour
        self.showsProgress = showsProgress
        self.columns = columns
        self.sink = sink
    }

    package static let silent = Terminal { _, _ in }

    /// Standard output and standard error, with `NO_COLOR`, `TERM` and `COLUMNS` respected.
    package static func standard(environment: [String: String]) -> Terminal {
        let plain = environment["NO_COLOR"].map { !$0.isEmpty } ?? false || environment["TERM"] == "dumb"
        return Terminal(
            usesColour: isatty(STDOUT_FILENO) == 1 && !plain,
            showsProgress: isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb",
            columns: environment["COLUMNS"].flatMap(Int.init).map { min(max($0, 40), 400) } ?? 100,
            sink: write)
    }

    package func line(_ text: String = "") { sink(.output, text + "\n") }
    /// Without a line's end: for what arrives piece by piece.
    package func text(_ text: String) { sink(.output, text) }
    package func note(_ text: String) { sink(.diagnostics, text + "\n") }
    package func warn(_ text: String) { note(styled("warning: ", .yellow) + text) }

    /// Writes over the current line of the diagnostics; an empty text clears it.
    package func overwrite(_ text: String) {
        guard showsProgress else { return }
        sink(.diagnostics, "\r\u{1B}[2K" + String(text.prefix(columns - 1)))
    }

    package func styled(_ text: String, _ styles: Style...) -> String {
        guard usesColour, !styles.isEmpty else { return text }
        return "\u{1B}[" + styles.map(\.rawValue).joined(separator: ";") + "m" + text + "\u{1B}[0m"
    }

    package enum Style: String, Sendable {
        case bold = "1"
        case dim = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
    }

    /// A reader that has gone away (`engram ... | head`) ends the program: there is nobody left to tell.
    @Sendable private static func write(to stream: Stream, _ text: String) {
        let handle = stream == .output ? FileHandle.standardOutput : FileHandle.standardError
        do { try handle.write(contentsOf: Data(text.utf8)) } catch { exit(ExitStatus.io.rawValue) }
    }
}
