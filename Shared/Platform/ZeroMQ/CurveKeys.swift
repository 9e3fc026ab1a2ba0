internal import CZeroMQ

/// A CURVE public key, 40 characters of Z85 (ZeroMQ RFC 32).
public struct CurvePublicKey: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// - Throws: `notAKey`.
    public init(_ text: String) throws(ZeroMQError) {
        var bytes = [UInt8](repeating: 0, count: 32)
        guard text.utf8.count == 40, unsafe zmq_z85_decode(&bytes, text) != nil else { throw .notAKey }
        self.text = text
    }

    init(unchecked text: String) { self.text = text }

    /// - Parameter bytes: 32 of them.
    init(bytes: [UInt8]) {
        precondition(bytes.count == 32, "a CURVE key of \(bytes.count) bytes")
        var buffer = [CChar](repeating: 0, count: 41)
        unsafe zmq_z85_encode(&buffer, bytes, 32)
        text = String(decoding: buffer.prefix(40).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    public var description: String { text }
}

/// A CURVE key pair; the secret never shows in a description.
public struct CurveKeyPair: Hashable, Sendable, CustomStringConvertible {
    public let publicKey: CurvePublicKey
    /// 40 characters of Z85.
    public let secret: String

    /// A fresh pair from the system's random numbers.
    public init() {
        var open = [CChar](repeating: 0, count: 41)
        var closed = open
        let code = unsafe zmq_curve_keypair(&open, &closed)
        precondition(code == 0, "libzmq was built without CURVE")
        publicKey = CurvePublicKey(unchecked: Self.text(open))
        secret = Self.text(closed)
    }

    /// The pair that `secret` belongs to.
    ///
    /// - Throws: `notAKey`.
    public init(secret: String) throws(ZeroMQError) {
        var open = [CChar](repeating: 0, count: 41)
        guard secret.utf8.count == 40, unsafe zmq_curve_public(&open, secret) == 0 else { throw .notAKey }
        publicKey = CurvePublicKey(unchecked: Self.text(open))
        self.secret = secret
    }

    public var description: String { "key pair of \(publicKey)" }

    private static func text(_ characters: [CChar]) -> String {
        String(decoding: characters.prefix(40).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
