/// Why bytes are not JSON.
public struct JSONError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Position of the first byte that cannot stand there.
    public let offset: Int
    public let wanted: String

    public var description: String { "not JSON at byte \(offset): wanted \(wanted)" }
}

extension JSON {
    /// Values inside values, at most.
    public static let depthMax = 128

    /// The one value that `bytes` hold.
    ///
    /// - Throws: `JSONError` where the text leaves RFC 8259, is not UTF-8, or nests deeper than `depthMax`.
    public init(parsing bytes: [UInt8]) throws(JSONError) {
        var parser = JSONParser(bytes: bytes)
        self = try parser.document()
    }

    public init(parsing text: String) throws(JSONError) { try self.init(parsing: Array(text.utf8)) }
}

struct JSONParser {
    let bytes: [UInt8]
    var position = 0
    private var depth = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() throws(JSONError) -> JSON {
        let result = try value()
        skipSpace()
        guard position == bytes.count else { throw error("the end") }
        return result
    }

    func error(_ wanted: String) -> JSONError { JSONError(offset: position, wanted: wanted) }

    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func value() throws(JSONError) -> JSON {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"):
            return .object(JSONObject(try nested { (parser) throws(JSONError) in try parser.members() }))
        case UInt8(ascii: "["): return .array(try nested { (parser) throws(JSONError) in try parser.elements() })
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func nested<Content>(
        _ content: (inout JSONParser) throws(JSONError) -> Content
    ) throws(JSONError) -> Content {
        guard depth < JSON.depthMax else { throw error("at most \(JSON.depthMax) values inside each other") }
        depth += 1
        position += 1
        let result = try content(&self)
        depth -= 1
        return result
    }

    private mutating func members() throws(JSONError) -> [JSONObject.Member] {
        var members: [JSONObject.Member] = []
        skipSpace()
        if take("}") { return members }
        repeat {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw error("a name in quotes") }
            let name = try string()
            skipSpace()
            guard take(":") else { throw error("\":\"") }
            members.append(JSONObject.Member(name: name, value: try value()))
            skipSpace()
        } while take(",")
        guard take("}") else { throw error("\",\" or \"}\"") }
        return members
    }

    private mutating func elements() throws(JSONError) -> [JSON] {
        var elements: [JSON] = []
        skipSpace()
        if take("]") { return elements }
        repeat {
            elements.append(try value())
            skipSpace()
        } while take(",")
        guard take("]") else { throw error("\",\" or \"]\"") }
        return elements
    }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
        for byte in word.description.utf8 {
            guard next == byte else { throw error(word.description) }
            position += 1
        }
        return value
    }
}
