internal import Synchronization
internal import Wire

/// Shows the parts of a long answer on one line.
final class ProgressLine: Sendable {
    private let bar: Mutex<ProgressBar>

    init(_ title: String, on terminal: Terminal) { bar = Mutex(ProgressBar(title, on: terminal)) }

    func show(_ progress: Progress) {
        bar.withLock { $0.show(Int(progress.done), of: Int(progress.total), progress.text) }
    }

    func show(_ done: Int, of total: Int, _ text: String = "") { bar.withLock { $0.show(done, of: total, text) } }

    func clear() { bar.withLock { $0.clear() } }
}
