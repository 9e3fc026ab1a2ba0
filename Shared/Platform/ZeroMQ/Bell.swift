internal import CZeroMQ
internal import Glibc
internal import Synchronization

/// Ends a poll on another thread; rings before the poll count once.
@safe package final class Bell: Sendable {
    package let descriptor: Int32
    private let isRung = Atomic(false)

    package init() {
        descriptor = eventfd(0, O_NONBLOCK | O_CLOEXEC)
        precondition(descriptor >= 0, "no eventfd: error \(errno)")
    }

    deinit { close(descriptor) }

    package func ring() {
        guard !isRung.exchange(true, ordering: .sequentiallyConsistent) else { return }
        var one: UInt64 = 1
        _ = unsafe write(descriptor, &one, 8)
    }

    /// Whoever rings after this call ends the next poll; what was rung for before must be looked at now.
    package func clear() {
        // In this order: a ring in between would otherwise leave the bell marked as rung and silent for ever. One that
        // comes before the mark goes needs no sound: who clears looks for work afterwards.
        var count: UInt64 = 0
        _ = unsafe read(descriptor, &count, 8)
        isRung.store(false, ordering: .sequentiallyConsistent)
    }
}
