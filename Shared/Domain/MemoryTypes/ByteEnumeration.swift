public import Bytes

/// A choice among a few, one byte on the wire.
public protocol ByteEnumeration: RawRepresentable<UInt8>, ByteCodable, CaseIterable, Hashable, Sendable {}

extension ByteEnumeration {
    public init(from reader: inout ByteReader) throws(BytesError) {
        let found = try reader.read(UInt8.self)
        guard let value = Self(rawValue: found) else { throw .value(field: "\(Self.self)", found: String(found)) }
        self = value
    }

    public func write(to writer: inout ByteWriter) { writer.write(rawValue) }
}
