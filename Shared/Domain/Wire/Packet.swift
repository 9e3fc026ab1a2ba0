internal import Bytes
public import MemoryTypes

/// An envelope and its payload: what one ZeroMQ message carries.
public struct Packet: Sendable {
    public var envelope: Envelope
    public let payload: [UInt8]

    public init(envelope: Envelope, payload: [UInt8]) {
        self.envelope = envelope
        self.envelope.payloadLength = UInt64(payload.count)
        self.payload = payload
    }

    public init(
        _ message: some Message, flags: Envelope.Flags = .final, correlation: UInt64 = 0, deadline: Int64 = 0,
        tenant: String = "", credential: String = "", trace: String = "", actor: UInt64? = nil
    ) {
        self.init(
            envelope: Envelope(
                kind: type(of: message).kind, flags: flags, correlation: correlation, deadline: deadline,
                tenant: tenant, credential: credential, trace: trace, actor: actor),
            payload: message.encoded)
    }

    /// The answer no to `correlation`.
    public init(refusing refusal: Refusal, correlation: UInt64) {
        self.init(refusal, flags: [.final, .error], correlation: correlation)
    }

    /// Puts the frames together, behind any routing id.
    ///
    /// - Parameter limit: the longest payload this receiver takes, in bytes.
    /// - Throws: any case but those of kinds and payloads.
    public init(frames: [[UInt8]], limit: Int = Limits.messageBytesMax) throws(WireError) {
        guard let first = frames.first else { throw .empty }
        let envelope = try Envelope(frame: first)
        guard envelope.payloadLength <= UInt64(limit) else {
            throw .oversized(found: envelope.payloadLength, limit: limit)
        }
        let came = frames.dropFirst().reduce(0) { $0 + $1.count }
        guard envelope.payloadLength == UInt64(came) else {
            throw .payloadLength(announced: envelope.payloadLength, came: came)
        }
        let computed = Self.checksum(of: first, frames.dropFirst())
        guard computed == envelope.checksum else { throw .corrupt(found: envelope.checksum, computed: computed) }
        self.envelope = envelope
        payload = frames.count == 2 ? frames[1] : Array(frames.dropFirst().joined())
    }

    /// The envelope, and the payload in frames of at most 1 MiB.
    public func frames() -> [[UInt8]] {
        let pieces =
            payload.count <= Limits.frameBytesMax
            ? (payload.isEmpty ? [] : [payload])
            : stride(from: 0, to: payload.count, by: Limits.frameBytesMax).map {
                Array(payload[$0..<min($0 + Limits.frameBytesMax, payload.count)])
            }
        var head = envelope.frame()
        let checksum = Self.checksum(of: head, pieces[...])
        for index in 0..<4 {
            head[Envelope.checksumOffset + index] = UInt8(truncatingIfNeeded: checksum >> (8 * UInt32(index)))
        }
        return [head] + pieces
    }

    /// The message, if it is one of this type and its own check holds.
    public func message<Value: Message>(as type: Value.Type = Value.self) throws(Refusal) -> Value {
        guard envelope.kindNumber == Value.kind.rawValue else {
            throw WireError.unexpectedKind(found: envelope.kindNumber, wanted: Value.kind.rawValue).refusal
        }
        var reader = ByteReader(payload)
        let value: Value
        do throws(BytesError) {
            value = try Value(from: &reader)
        } catch {
            throw WireError.malformedPayload(kind: envelope.kindNumber, error).refusal
        }
        try value.validate()
        return value
    }

    private static func checksum(of head: [UInt8], _ pieces: ArraySlice<[UInt8]>) -> UInt32 {
        let field = Envelope.checksumOffset..<Envelope.checksumOffset + 4
        var sum = crc32c(head[..<field.lowerBound])
        sum = crc32c([0, 0, 0, 0], continuing: sum)
        sum = crc32c(head[field.upperBound...], continuing: sum)
        for piece in pieces { sum = crc32c(piece, continuing: sum) }
        return sum
    }
}
