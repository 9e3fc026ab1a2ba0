public import Bytes
public import MemoryTypes

/// Why frames could not be read as a message.
public enum WireError: Error, Hashable, Sendable {
    /// The first four bytes are not `EGRM`.
    case notEngram(found: UInt32)
    /// Another major schema.
    case version(found: UInt8, spoken: UInt8)
    /// The envelope ends too early, or a length in it is out of range.
    case malformedEnvelope(BytesError)
    /// The payload is longer than this receiver takes.
    case oversized(found: UInt64, limit: Int)
    /// The envelope announced another number of bytes than came.
    case payloadLength(announced: UInt64, came: Int)
    /// The checksum does not fit.
    case corrupt(found: UInt32, computed: UInt32)
    /// No message of this program has the number.
    case unknownKind(UInt16)
    /// A message of this kind was not expected here.
    case unexpectedKind(found: UInt16, wanted: UInt16)
    /// The fields do not fit the kind.
    case malformedPayload(kind: UInt16, BytesError)
    /// There was no frame.
    case empty
}

extension BytesError: Hashable {
    public func hash(into hasher: inout Hasher) { hasher.combine(String(describing: self)) }
}

extension WireError {
    /// What the sender is told: the one place where faults of the wire become words.
    public var refusal: Refusal {
        switch self {
        case .notEngram, .empty: Refusal(.notEngram)
        case .version(let found, let spoken):
            Refusal(
                .wrongVersion, "Schema version \(found) is not spoken here; \(spoken) is.",
                numbers: [Int64(found), Int64(spoken)])
        case .malformedEnvelope: Refusal(.malformedPayload, "The envelope's fields do not fit their limits.")
        case .oversized(let found, let limit):
            Refusal(
                .oversized, "The message has \(found) bytes; \(limit) are allowed.",
                numbers: [Int64(clamping: found), Int64(limit)])
        case .payloadLength(let announced, let came):
            Refusal(.corruptFrame, "The envelope announced \(announced) bytes of payload and \(came) came.")
        case .corrupt: Refusal(.corruptFrame)
        case .unknownKind(let kind): Refusal(.unknownKind, "Kind \(kind) is not known here.", numbers: [Int64(kind)])
        case .unexpectedKind(let kind, _): Refusal(.unexpectedKind, "Kind \(kind) is not expected here.")
        case .malformedPayload(let kind, let error): Self.refusal(kind: kind, error)
        }
    }

    private static func refusal(kind: UInt16, _ error: BytesError) -> Refusal {
        switch error {
        case .notUTF8: Refusal(.notUTF8)
        case .length(let found, let allowed) where found > allowed.upperBound:
            Refusal(
                .textTooLarge, "A field has a length of \(found); \(allowed.upperBound) is the limit.",
                numbers: [Int64(found), Int64(allowed.upperBound)])
        case .length(let found, let allowed):
            Refusal(.malformedPayload, "A field has a length of \(found); at least \(allowed.lowerBound) is wanted.")
        case .value(let field, _) where field == "PoolName" || field == "TenantName": Refusal(.nameInvalid)
        case .value(let field, _): Refusal(.malformedPayload, "The field \(field) has a value without a meaning.")
        case .truncated, .trailing: Refusal(.malformedPayload, "The payload is too short for kind \(kind).")
        }
    }
}
