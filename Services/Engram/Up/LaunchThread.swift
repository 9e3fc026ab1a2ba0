internal import Foundation
internal import Synchronization

/// A thread that starts children and lives as long as the program.
///
/// The kernel's promise to stop a child when its parent dies (`PR_SET_PDEATHSIG`) speaks of the *thread* that started
/// it; a thread of a pool may end at any time. And a child inherits the signal mask: Dispatch's threads have nearly all
/// signals blocked, so main makes this thread, before anything else runs, out of a thread that has none blocked.
final class LaunchThread: Sendable {
    static let shared = LaunchThread()

    /// Makes the thread, if the caller is the first.
    static func begin() { _ = shared }

    private let tasks = Mutex<[@Sendable () -> Void]>([])
    private let bell = DispatchSemaphore(value: 0)

    private init() {
        Thread.detachNewThread { [self] in
            while true {
                bell.wait()
                tasks.withLock { $0.isEmpty ? nil : $0.removeFirst() }?()
            }
        }
    }

    func perform(_ task: @escaping @Sendable () -> Void) {
        tasks.withLock { $0.append(task) }
        bell.signal()
    }
}
