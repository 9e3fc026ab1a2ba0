/// Lets threads pass once it has been opened, and then for ever.
public final class Latch: Sendable {
    private let semaphore = Semaphore()

    public init() {}

    /// From any thread, any number of times.
    public func open() { semaphore.signal() }

    /// Blocks the thread until the latch is open: for threads that belong to one thing alone.
    public func wait() {
        semaphore.wait()
        semaphore.signal()
    }
}
