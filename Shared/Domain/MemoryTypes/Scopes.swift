public import Bytes

/// What a key opens; bits of a 32-bit number.
public struct Scopes: OptionSet, ByteCodable, Hashable, Sendable, CustomStringConvertible {
    public let rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Asking, and looking at what is the tenant's. Bit 0.
    public static let read = Scopes(rawValue: 1)
    /// Pushing documents, asserting and retracting facts. Bit 1.
    public static let write = Scopes(rawValue: 2)
    /// Creating, forking and dropping the tenant's pools, forgetting, dead letters. Bit 2.
    public static let admin = Scopes(rawValue: 4)
    /// Tenants and keys. Bit 3.
    public static let `operator` = Scopes(rawValue: 8)
    /// The messages of the services among themselves. Bit 4.
    public static let service = Scopes(rawValue: 16)

    /// All that a person on one machine without keys may do.
    public static let all: Scopes = [.read, .write, .admin, .operator, .service]

    public static let names: [(scope: Scopes, name: String)] = [
        (.read, "read"), (.write, "write"), (.admin, "admin"), (.operator, "operator"), (.service, "service"),
    ]

    /// - Parameter text: names between commas, such as `read,write`; nil if one is unknown.
    public init?(_ text: String) {
        var scopes: Scopes = []
        for part in text.split(separator: ",") {
            guard let known = Self.names.first(where: { $0.name == part }) else { return nil }
            scopes.insert(known.scope)
        }
        self = scopes
    }

    public init(from reader: inout ByteReader) throws(BytesError) { rawValue = try reader.read() }
    public func write(to writer: inout ByteWriter) { writer.write(rawValue) }
    public var description: String { Self.names.filter { contains($0.scope) }.map(\.name).joined(separator: ",") }
}
