internal import CZeroMQ
internal import Glibc
internal import Synchronization

/// Ends a poll on another thread; rings before the poll count once.
@safe final class Bell: Sendable {
    let descriptor: Int32
    private let isRung = Atomic(false)

    init() {
        descriptor = eventfd(0, O_NONBLOCK | O_CLOEXEC)
        precondition(descriptor >= 0, "no eventfd: error \(errno)")
    }

    deinit { close(descriptor) }

    func ring() {
        guard !isRung.exchange(true, ordering: .sequentiallyConsistent) else { return }
        var one: UInt64 = 1
        _ = unsafe write(descriptor, &one, 8)
    }

    /// Whoever rings after this call ends the next poll; what was rung for before must be looked at now.
    func clear() {
        isRung.store(false, ordering: .sequentiallyConsistent)
        var count: UInt64 = 0
        _ = unsafe read(descriptor, &count, 8)
    }
}
