/// A JSON value (RFC 8259). Members keep their order, and a name that stands twice stays twice.
public enum JSON: Equatable, Sendable {
    case null
    case boolean(Bool)
    /// A number without fraction and exponent that fits 64 bits.
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSON])
    case object(JSONObject)
}

/// The members of a JSON object.
public struct JSONObject: Equatable, Sendable {
    public struct Member: Equatable, Sendable {
        public let name: String
        public let value: JSON

        public init(name: String, value: JSON) {
            self.name = name
            self.value = value
        }
    }

    public var members: [Member]

    public init(_ members: [Member] = []) { self.members = members }

    /// The value of the last member with this name. Takes time in proportion to the number of members.
    public subscript(name: String) -> JSON? { members.last { $0.name == name }?.value }

    /// The first name that stands twice.
    public var duplicateName: String? {
        var seen = Set<String>(minimumCapacity: members.count)
        return members.first { !seen.insert($0.name).inserted }?.name
    }
}

extension JSON {
    /// Nil if this is no object or has no such member.
    public subscript(name: String) -> JSON? { object?[name] }

    public var object: JSONObject? { if case .object(let value) = self { value } else { nil } }

    public var array: [JSON]? { if case .array(let value) = self { value } else { nil } }

    public var string: String? { if case .string(let value) = self { value } else { nil } }

    public var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }

    public var integer: Int? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int(exactly: value)
        default: nil
        }
    }

    public var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    public var isNull: Bool { self == .null }

    /// What kind of value this is, in words.
    public var kind: String {
        switch self {
        case .null: "null"
        case .boolean: "a boolean"
        case .integer, .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
