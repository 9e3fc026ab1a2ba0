/// A parameter of a statement. It is written in the binary form of the type that the statement wants.
public enum SQLValue: Sendable, Equatable {
    case null
    /// For `smallint`, `integer` and `bigint`; and for `timestamptz` as microseconds since 1970-01-01 00:00 UTC.
    case integer(Int64)
    case boolean(Bool)
    case double(Double)
    case text(String)
    case bytes([UInt8])
    /// For arrays of what `integer` is for; a nil element is NULL.
    case integers([Int64?])
    case texts([String?])
    case byteStrings([[UInt8]?])

    /// The integer of any width. One beyond 64 bits with sign, such as only a stranger would send, is the greatest.
    public static func number(_ value: some BinaryInteger) -> SQLValue { .integer(Int64(clamping: value)) }

    public static func optional(_ value: Int64?) -> SQLValue { value.map { .integer($0) } ?? .null }
    public static func optional(_ value: String?) -> SQLValue { value.map { .text($0) } ?? .null }
    public static func optional(_ value: [UInt8]?) -> SQLValue { value.map { .bytes($0) } ?? .null }
}

/// A statement and its parameters.
public struct Query: Sendable {
    public let sql: String
    public let parameters: [SQLValue]

    public init(_ sql: String, _ parameters: [SQLValue] = []) {
        self.sql = sql
        self.parameters = parameters
    }
}

/// The types of PostgreSQL that this room converts, by their numbers in `pg_type`.
enum SQLType: UInt32 {
    case boolean = 16
    case bytea = 17
    case name = 19
    case bigint = 20
    case smallint = 21
    case integer = 23
    case text = 25
    case double = 701
    case varchar = 1043
    case timestamptz = 1184
    case integerArray = 1007
    case textArray = 1009
    case byteaArray = 1001
    case bigintArray = 1016
    case timestamptzArray = 1185

    /// What PostgreSQL counts a time from, in microseconds since 1970: 2000-01-01.
    static let epochMicroseconds: Int64 = 946_684_800_000_000
    /// The earliest time it keeps, in microseconds since 1970: 4713 BC.
    static let earliestMicroseconds: Int64 = -210_866_803_200_000_000

    var element: SQLType? {
        switch self {
        case .integerArray: .integer
        case .textArray: .text
        case .byteaArray: .bytea
        case .bigintArray: .bigint
        case .timestamptzArray: .timestamptz
        default: nil
        }
    }
}
