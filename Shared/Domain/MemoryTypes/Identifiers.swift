public import Bytes

/// Sixteen bytes that name one thing for ever. Two kinds never mix.
public protocol Identifier: ByteCodable, Hashable, Sendable, CustomStringConvertible {
    /// 16 of them.
    var bytes: [UInt8] { get }
    init(unchecked bytes: [UInt8])
}

extension Identifier {
    public static var size: Int { 16 }

    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.size else { return nil }
        self.init(unchecked: bytes)
    }

    /// - Parameter text: 32 hexadecimal digits, hyphens anywhere between them.
    public init?(_ text: String) {
        guard let bytes = [UInt8](hexadecimal: text.replacing("-", with: "")) else { return nil }
        self.init(bytes: bytes)
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        self.init(unchecked: try reader.readBytes(exactly: Self.size))
    }

    public func write(to writer: inout ByteWriter) { writer.write(exactly: bytes) }
    public var description: String { bytes.hexadecimal }
}

/// Chosen by the client: sending a document twice under one identifier is one deed.
public struct DocumentID: Identifier {
    public let bytes: [UInt8]
    public init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}

/// Chosen by the client, one per pool: submitting an edit twice under one identifier is one deed.
public struct EditID: Identifier {
    public let bytes: [UInt8]
    public init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}

/// Identifies a pool across databases: it is part of every log record, so that no record can move to another pool.
public struct PoolUID: Identifier {
    public let bytes: [UInt8]
    public init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}

/// A number that a store gave out, or a place in an order.
public protocol Ordinal: ByteCodable, Hashable, Comparable, Sendable, CustomStringConvertible {
    var value: UInt64 { get }
    init(_ value: UInt64)
}

extension Ordinal {
    public init(from reader: inout ByteReader) throws(BytesError) { self.init(try reader.read(UInt64.self)) }
    public func write(to writer: inout ByteWriter) { writer.write(value) }
    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
    public var next: Self { Self(value + 1) }
    public var description: String { String(value) }
}

/// A pool, as its store numbers it.
public struct PoolID: Ordinal {
    public let value: UInt64
    public init(_ value: UInt64) { self.value = value }
}

/// A job, in the order of arrival over all pools of a store.
public struct JobID: Ordinal {
    public let value: UInt64
    public init(_ value: UInt64) { self.value = value }
}

/// A place in a pool's log; 0 is the record that created the pool.
public struct LogPosition: Ordinal {
    public let value: UInt64
    public init(_ value: UInt64) { self.value = value }
}

/// A state of a pool that can be read: 0 as it was created, and one more with every record that changes what a model
/// reads.
public struct PoolVersion: Ordinal {
    public let value: UInt64
    public init(_ value: UInt64) { self.value = value }
}

/// Guards a lease: a commit under an older token is a zombie's.
public struct FencingToken: Ordinal {
    public let value: UInt64
    public init(_ value: UInt64) { self.value = value }
}
