internal import Bytes
internal import MemoryTypes

/// The first frame of every message; the payload follows in frames of at most 1 MiB.
///
/// | offset | field           | bytes | meaning                                                                    |
/// |--------|-----------------|-------|----------------------------------------------------------------------------|
/// | 0      | `magic`         | 4     | `EGRM`                                                                     |
/// | 4      | `major`         | 1     | 1; another one is refused                                                  |
/// | 5      | `minor`         | 1     | additions; any one is read                                                 |
/// | 6      | `kind`          | 2     | what the payload is                                                        |
/// | 8      | `flags`         | 4     | 1 more, 2 final, 4 error; other bits are skipped                           |
/// | 12     | checksum        | 4     | CRC-32C of this frame, with these four bytes zero, and of the payload      |
/// | 16     | `correlation`   | 8     | chosen by who asks, the same in every answer                               |
/// | 24     | `deadline`      | 8     | milliseconds since 1970 UTC, signed; 0 for none                            |
/// | 32     | `payloadLength` | 8     | bytes of all payload frames together                                       |
/// | 40     | `tenant`        | 4 + n | for whom; empty for the credential's own                                   |
/// |        | `credential`    | 4 + n | an API key; may be empty                                                   |
/// |        | `trace`         | 4 + n | a W3C trace context; may be empty                                          |
/// |        | `actor`         | 8     | may be missing; whose request a service passes on: a key's number          |
///
/// Bytes behind the last field are skipped.
public struct Envelope: Hashable, Sendable {
    public static let magic: UInt32 = 0x4D52_4745
    public static let major: UInt8 = 1
    public static let minor: UInt8 = 0
    static let checksumOffset = 12

    public struct Flags: OptionSet, Hashable, Sendable {
        public let rawValue: UInt32
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// Another message of the same correlation follows.
        public static let more = Flags(rawValue: 1)
        /// The last message of its correlation in this direction.
        public static let final = Flags(rawValue: 2)
        /// The payload is a `Refusal`; always final.
        public static let error = Flags(rawValue: 4)
    }

    public var minor: UInt8
    /// The number of the kind; this program may not know it.
    public var kindNumber: UInt16
    public var flags: Flags
    public var correlation: UInt64
    /// Milliseconds since 1970 UTC; 0 for none.
    public var deadline: Int64
    public var payloadLength: UInt64
    public var tenant: String
    public var credential: String
    public var trace: String
    /// The number of the key for whose holder a service asks, as `Identity` gives it; nil for the credential's own.
    public var actor: UInt64?
    var checksum: UInt32 = 0

    public init(
        kind: MessageKind, flags: Flags = .final, correlation: UInt64 = 0, deadline: Int64 = 0,
        payloadLength: UInt64 = 0,
        tenant: String = "", credential: String = "", trace: String = "", actor: UInt64? = nil
    ) {
        minor = Self.minor
        kindNumber = kind.rawValue
        self.flags = flags
        self.correlation = correlation
        self.deadline = deadline
        self.payloadLength = payloadLength
        self.tenant = tenant
        self.credential = credential
        self.trace = trace
        self.actor = actor
    }

    /// The kind, if this program knows it.
    public var kind: MessageKind? { MessageKind(rawValue: kindNumber) }

    /// - Throws: `notEngram`, `wrongVersion` or `malformedEnvelope`. The checksum is not compared yet.
    init(frame: [UInt8]) throws(WireError) {
        guard frame.count >= 5 else { throw .malformedEnvelope(.truncated(wanted: 5, left: frame.count)) }
        let magic = frame[..<4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard magic == Self.magic else { throw .notEngram(found: magic) }
        guard frame[4] == Self.major else { throw .version(found: frame[4], spoken: Self.major) }
        var reader = ByteReader(frame)
        do throws(BytesError) {
            _ = try reader.readBytes(exactly: 5)
            minor = try reader.read()
            kindNumber = try reader.read()
            flags = Flags(rawValue: try reader.read())
            checksum = try reader.read()
            correlation = try reader.read()
            deadline = try reader.read()
            payloadLength = try reader.read()
            tenant = try reader.readString(bytes: 0...TenantName.bytesMax)
            credential = try reader.readString(bytes: 0...Limits.credentialBytesMax)
            trace = try reader.readString(bytes: 0...Limits.traceBytesMax)
            actor = reader.left == 0 ? nil : try reader.read()
        } catch {
            throw .malformedEnvelope(error)
        }
    }

    /// The frame, with zeros where the checksum goes.
    func frame() -> [UInt8] {
        var writer = ByteWriter(capacity: 64 + tenant.utf8.count + credential.utf8.count + trace.utf8.count)
        writer.write(Self.magic)
        writer.write(Self.major)
        writer.write(minor)
        writer.write(kindNumber)
        writer.write(flags.rawValue)
        writer.write(UInt32(0))
        writer.write(correlation)
        writer.write(deadline)
        writer.write(payloadLength)
        writer.write(tenant)
        writer.write(credential)
        writer.write(trace)
        if let actor { writer.write(actor) }
        return writer.bytes
    }

    /// The correlation id at its place in a frame that may be broken elsewhere, so that its sender can be told; 0 if
    /// the frame is too short.
    public static func correlation(inFrame frame: [UInt8]) -> UInt64 {
        guard frame.count >= 24 else { return 0 }
        return frame[16..<24].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
