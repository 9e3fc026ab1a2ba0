internal import CZeroMQ

/// libzmq's threads and its in-process endpoints. One for each process is enough.
///
/// It ends when the last socket made from it has been closed.
@safe public final class Context: Sendable {
    nonisolated(unsafe) let handle: UnsafeMutableRawPointer

    /// - Parameter ioThreads: one moves about a gigabyte a second.
    public init(ioThreads: Int = 1) {
        unsafe handle = zmq_ctx_new()
        unsafe zmq_ctx_set(handle, ZMQ_IO_THREADS, Int32(clamping: ioThreads))
        unsafe zmq_ctx_set(handle, ZMQ_MAX_SOCKETS, 4096)
    }

    deinit { unsafe zmq_ctx_term(handle) }
}
