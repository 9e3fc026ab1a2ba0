internal import Glibc
internal import Synchronization

/// Waits, and does nothing else.
public final class WaitingIdler: ThreadIdling {
    private let semaphore = Semaphore()

    public init() {}

    public func idle() { semaphore.wait() }
    public func wake() { semaphore.signal() }
    public func end() {}
}

/// A binary semaphore of the system: signals before a wait count once.
@safe final class Semaphore: Sendable {
    private nonisolated(unsafe) let handle: UnsafeMutablePointer<sem_t>
    private let isSignalled = Atomic(false)

    init() {
        unsafe handle = .allocate(capacity: 1)
        unsafe sem_init(handle, 0, 0)
    }

    deinit {
        unsafe sem_destroy(handle)
        unsafe handle.deallocate()
    }

    func wait() {
        while unsafe sem_wait(handle) != 0 {}
        isSignalled.store(false, ordering: .sequentiallyConsistent)
    }

    func signal() {
        guard !isSignalled.exchange(true, ordering: .sequentiallyConsistent) else { return }
        unsafe sem_post(handle)
    }
}
