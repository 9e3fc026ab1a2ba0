internal import CZeroMQ

/// Why a socket did not do what it was told.
public enum ZeroMQError: Error, Equatable, Sendable {
    /// libzmq refused a call.
    case call(String, code: Int32, reason: String)
    /// More messages wait to be sent than the socket may hold.
    case full(capacity: Int)
    /// The socket was closed.
    case closed
    /// A key is not 40 characters of Z85.
    case notAKey

    static func last(_ call: String) -> ZeroMQError {
        let code = zmq_errno()
        return .call(call, code: code, reason: unsafe String(cString: zmq_strerror(code)))
    }
}
