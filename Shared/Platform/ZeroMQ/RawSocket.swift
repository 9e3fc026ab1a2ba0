internal import CZeroMQ
internal import Glibc

/// A libzmq socket, for one thread at a time.
@safe final class RawSocket {
    private(set) var handle: UnsafeMutableRawPointer?
    /// Kept, since a context must outlive its sockets.
    private let context: Context
    /// Where it listens.
    private(set) var endpoints: [String] = []

    init(context: Context, type: Int32) throws(ZeroMQError) {
        self.context = context
        unsafe handle = zmq_socket(context.handle, type)
        guard unsafe handle != nil else { throw ZeroMQError.last("zmq_socket") }
    }

    func set(_ option: Int32, _ value: Int) throws(ZeroMQError) {
        var number = Int32(clamping: value)
        let code = unsafe zmq_setsockopt(handle, option, &number, MemoryLayout<Int32>.size)
        guard code == 0 else { throw ZeroMQError.last("zmq_setsockopt \(option)") }
    }

    func setLong(_ option: Int32, _ value: Int) throws(ZeroMQError) {
        var number = Int64(value)
        let code = unsafe zmq_setsockopt(handle, option, &number, MemoryLayout<Int64>.size)
        guard code == 0 else { throw ZeroMQError.last("zmq_setsockopt \(option)") }
    }

    func set(_ option: Int32, _ value: [UInt8]) throws(ZeroMQError) {
        let code = unsafe zmq_setsockopt(handle, option, value, value.count)
        guard code == 0 else { throw ZeroMQError.last("zmq_setsockopt \(option)") }
    }

    func bind(_ endpoint: String) throws(ZeroMQError) -> String {
        guard unsafe zmq_bind(handle, endpoint) == 0 else { throw ZeroMQError.last("zmq_bind \(endpoint)") }
        var buffer = [CChar](repeating: 0, count: 512)
        var size = buffer.count
        guard unsafe zmq_getsockopt(handle, ZMQ_LAST_ENDPOINT, &buffer, &size) == 0 else {
            throw ZeroMQError.last("ZMQ_LAST_ENDPOINT")
        }
        let bound = String(decoding: buffer.prefix(max(0, size - 1)).map(UInt8.init(bitPattern:)), as: UTF8.self)
        endpoints.append(bound)
        return bound
    }

    /// Listens no longer. libzmq closes the port some time later, on a thread of its own.
    func unbind(_ endpoint: String) throws(ZeroMQError) {
        endpoints.removeAll { $0 == endpoint }
        guard unsafe zmq_unbind(handle, endpoint) == 0 else { throw ZeroMQError.last("zmq_unbind \(endpoint)") }
    }

    func connect(_ endpoint: String) throws(ZeroMQError) {
        guard unsafe zmq_connect(handle, endpoint) == 0 else { throw ZeroMQError.last("zmq_connect \(endpoint)") }
    }

    /// - Returns: 0, or libzmq's error number; then nothing was sent.
    func send(_ frames: [[UInt8]], waiting: Bool) -> Int32 {
        for (index, frame) in frames.enumerated() {
            var flags = index < frames.count - 1 ? ZMQ_SNDMORE : 0
            if !waiting { flags |= ZMQ_DONTWAIT }
            while unsafe zmq_send(handle, frame, frame.count, flags) < 0 {
                let code = zmq_errno()
                if code == EINTR { continue }
                // Only a first frame can meet a full queue: libzmq takes the rest of a message with it.
                return code
            }
        }
        return 0
    }

    /// - Returns: nil if nothing is there.
    func receive(bytesMax: Int) -> ReceivedMessage? {
        var message = ReceivedMessage()
        var bytes = 0
        while true {
            var part = zmq_msg_t()
            unsafe zmq_msg_init(&part)
            defer { unsafe zmq_msg_close(&part) }
            guard receivePart(&part, waiting: !message.frames.isEmpty) else { return nil }
            let size = unsafe zmq_msg_size(&part)
            bytes += size
            if bytes <= bytesMax || message.frames.count < 2 {
                message.frames.append(unsafe [UInt8](UnsafeRawBufferPointer(start: zmq_msg_data(&part), count: size)))
            } else {
                message.isTruncated = true
            }
            guard unsafe zmq_msg_more(&part) != 0 else {
                message.user = Self.user(of: &part)
                return message
            }
        }
    }

    private func receivePart(_ part: inout zmq_msg_t, waiting: Bool) -> Bool {
        while unsafe zmq_msg_recv(&part, handle, waiting ? 0 : ZMQ_DONTWAIT) < 0 {
            guard zmq_errno() == EINTR else { return false }
        }
        return true
    }

    private static func user(of part: inout zmq_msg_t) -> String? {
        guard let text = unsafe zmq_msg_gets(&part, "User-Id") else { return nil }
        return unsafe String(cString: text)
    }

    func close() {
        guard let open = unsafe handle else { return }
        unsafe handle = nil
        unsafe zmq_close(open)
    }
}

/// A message as it came.
public struct ReceivedMessage: Sendable {
    /// At a router the first one is the peer's routing id.
    public internal(set) var frames: [[UInt8]] = []
    /// Whether frames are missing because there were too many bytes.
    public internal(set) var isTruncated = false
    /// Whom the authenticator took the peer for; nil without CURVE.
    public internal(set) var user: String?
}
