import Engram
import Synchronization
import Testing

@Suite("Output: what people and machines read")
struct OutputTests {
    @Test("a table is as wide as its widest cell, numbers stand at the right")
    func table() {
        var table = Table(.left("pool"), .right("version"))
        table.add("people", "7")
        table.add("a", "1204")
        #expect(table.lines == ["pool    version", "people        7", "a          1204"])
    }

    @Test("a line's end inside a cell does not break its row")
    func tableLines() {
        var table = Table(.left("error"))
        table.add("a\nb")
        #expect(table.lines.count == 2)
    }

    @Test("a share is never rounded to all or nothing")
    func percents() {
        #expect(Amounts.percent(1) == "100 %")
        #expect(Amounts.percent(0.999) == "99 %")
        #expect(Amounts.percent(0.5) == "50 %")
        #expect(Amounts.percent(0.001) == "< 1 %")
        #expect(Amounts.percent(0) == "0 %")
    }

    @Test(
        "bytes and times have the unit that reads best",
        arguments: [
            (999, "999 ms"), (1500, "1.5 s"), (61_000, "1 min 1 s"), (3_660_000, "1 h 1 min"), (90_000_000, "1 d 1 h"),
        ])
    func times(milliseconds: UInt64, text: String) {
        #expect(Amounts.milliseconds(milliseconds) == text)
        #expect(Amounts.estimate(milliseconds) == "about \(text)")
    }

    @Test("a time that is not known is not given as none")
    func unknownTimes() { #expect(!Amounts.estimate(0).contains("0")) }

    @Test("bytes count in powers of 1024")
    func bytes() {
        #expect(Amounts.bytes(1023) == "1023 B")
        #expect(Amounts.bytes(1536) == "1.5 KiB")
        #expect(Amounts.bytes(5 << 40) == "5.0 TiB")
    }

    @Test("results and notes go different ways, and nothing is coloured or moved where nobody looks")
    func streams() {
        let recorder = Recorder()
        let terminal = recorder.terminal()
        terminal.line(terminal.styled("a", .red))
        terminal.note("b")
        terminal.overwrite("c")
        #expect(recorder.output == "a\n")
        #expect(recorder.diagnostics == "b\n")
    }

    @Test("a bar is as full as its work")
    func bars() {
        #expect(ProgressBar.line("push", 1, 2, "").filter { $0 == "█" }.count == 12)
        #expect(ProgressBar.line("push", 3, 2, "").filter { $0 == "░" }.isEmpty)
        #expect(ProgressBar.line("push", 3, 0, "").contains(" 3"))
    }

    @Test("exit statuses are all different, and stay what they were")
    func statuses() {
        let numbers = ExitStatus.allCases.map(\.rawValue)
        #expect(numbers == [0, 1, 2, 64, 65, 66, 69, 70, 74, 75, 77, 78, 130])
    }
}

/// Keeps what a terminal would show.
final class Recorder: Sendable {
    private let texts = Mutex<(output: String, diagnostics: String)>(("", ""))

    var output: String { texts.withLock { $0.output } }
    var diagnostics: String { texts.withLock { $0.diagnostics } }

    func terminal() -> Terminal {
        Terminal { [self] stream, text in
            texts.withLock { texts in
                switch stream {
                case .output: texts.output += text
                case .diagnostics: texts.diagnostics += text
                }
            }
        }
    }
}
