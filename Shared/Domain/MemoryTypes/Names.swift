public import Bytes

/// A name that people give: 1 to 64 characters of `a-z 0-9 . _ -`, the first a letter or a digit.
public protocol Name: ByteCodable, Hashable, Sendable, CustomStringConvertible {
    var text: String { get }
    init(unchecked text: String)
}

extension Name {
    public static var bytesMax: Int { 64 }

    public init?(_ text: String) {
        guard (1...Self.bytesMax).contains(text.utf8.count), text.utf8.allSatisfy(Self.allows),
            let first = text.utf8.first, first != 45, first != 46, first != 95
        else { return nil }
        self.init(unchecked: text)
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        let text = try reader.readString(bytes: 1...Self.bytesMax)
        guard let name = Self(text) else { throw .value(field: "\(Self.self)", found: text) }
        self = name
    }

    public func write(to writer: inout ByteWriter) { writer.write(text) }
    public var description: String { text }

    private static func allows(_ character: UInt8) -> Bool {
        switch character {
        case 97...122, 48...57, 45, 46, 95: true
        default: false
        }
    }
}

/// A wall: nothing of one tenant is seen by another.
public struct TenantName: Name {
    public let text: String
    public init(unchecked text: String) { self.text = text }

    /// The only tenant there is where no keys are configured.
    public static let `default` = TenantName(unchecked: "default")
}

/// A pool's name, unique within its tenant.
public struct PoolName: Name {
    public let text: String
    public init(unchecked text: String) { self.text = text }
}
