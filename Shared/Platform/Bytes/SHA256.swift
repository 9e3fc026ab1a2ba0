internal import Crypto

/// SHA-256 over a stream of bytes (FIPS 180-4).
public struct SHA256Stream: Sendable {
    private var hasher = SHA256()

    public init() {}

    public mutating func update(_ bytes: [UInt8]) { hasher.update(data: bytes) }

    public mutating func update(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { unsafe hasher.update(bufferPointer: $0) }
    }

    /// The 32 bytes of the digest of everything that came before.
    public func finish() -> [UInt8] { Array(hasher.finalize()) }
}

/// The 32 bytes of the SHA-256 digest of `bytes`.
public func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
