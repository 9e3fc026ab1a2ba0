/// The binary forms of parameters, big-endian as the protocol wants them, one after another in one buffer.
struct ParameterBuffer {
    private(set) var bytes: [UInt8] = []
    /// Where each parameter lies in `bytes`; nil is NULL.
    private(set) var ranges: [Range<Int>?] = []

    mutating func append(_ value: SQLValue, as oid: UInt32) throws(PostgreSQLError) {
        if case .null = value {
            ranges.append(nil)
            return
        }
        guard let type = SQLType(rawValue: oid) else {
            throw .value(wanted: "type \(oid)", found: value.kind)
        }
        let start = bytes.count
        try write(value, as: type)
        ranges.append(start..<bytes.count)
    }

    private mutating func write(_ value: SQLValue, as type: SQLType) throws(PostgreSQLError) {
        switch (value, type) {
        case (.integer(let number), _): try write(number, as: type)
        case (.boolean(let flag), .boolean): bytes.append(flag ? 1 : 0)
        case (.double(let number), .double): write(big: number.bitPattern)
        case (.text(let text), .text), (.text(let text), .varchar), (.text(let text), .name):
            try write(text)
        case (.bytes(let content), .bytea): bytes.append(contentsOf: content)
        case (.integers(let numbers), _):
            try writeArray(numbers, as: type) { (buffer, number, element) throws(PostgreSQLError) in
                try buffer.write(number, as: element)
            }
        case (.texts(let texts), .textArray):
            try writeArray(texts, as: type) { (buffer, text, _) throws(PostgreSQLError) in
                try buffer.write(text)
            }
        case (.byteStrings(let strings), .byteaArray):
            try writeArray(strings, as: type) { (buffer, content, _) throws(PostgreSQLError) in
                buffer.bytes.append(contentsOf: content)
            }
        default: throw .value(wanted: "\(type)", found: value.kind)
        }
    }

    private mutating func write(_ text: String) throws(PostgreSQLError) {
        guard !text.utf8.contains(0) else { throw .parameter(wanted: "a text", found: "one with a zero character") }
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func write(_ number: Int64, as type: SQLType) throws(PostgreSQLError) {
        switch type {
        case .bigint: write(big: number)
        case .integer: write(big: try narrowed(number, to: Int32.self))
        case .smallint: write(big: try narrowed(number, to: Int16.self))
        case .timestamptz:
            guard number >= SQLType.earliestMicroseconds else {
                throw .parameter(wanted: "a time since 4713 BC", found: "\(number) microseconds since 1970")
            }
            write(big: number - SQLType.epochMicroseconds)
        default: throw .value(wanted: "\(type)", found: "an integer")
        }
    }

    private func narrowed<Narrow: FixedWidthInteger>(_ number: Int64, to: Narrow.Type) throws(PostgreSQLError) -> Narrow
    {
        guard let narrow = Narrow(exactly: number) else {
            throw .parameter(wanted: "\(Narrow.self)", found: String(number))
        }
        return narrow
    }

    /// One dimension, counted from 1: dimensions, whether a NULL is there, element type, count, lower bound, elements.
    private mutating func writeArray<Element>(
        _ elements: [Element?], as type: SQLType,
        _ body: (inout ParameterBuffer, Element, SQLType) throws(PostgreSQLError) -> Void
    ) throws(PostgreSQLError) {
        guard let elementType = type.element else { throw .value(wanted: "\(type)", found: "an array") }
        write(big: Int32(elements.isEmpty ? 0 : 1))
        write(big: Int32(elements.contains { $0 == nil } ? 1 : 0))
        write(big: elementType.rawValue)
        guard !elements.isEmpty else { return }
        write(big: Int32(elements.count))
        write(big: Int32(1))
        for element in elements {
            let lengthAt = bytes.count
            write(big: Int32(-1))
            guard let element else { continue }
            try body(&self, element, elementType)
            let length = UInt32(bytes.count - lengthAt - 4)
            for offset in 0..<4 { bytes[lengthAt + offset] = UInt8(truncatingIfNeeded: length >> (24 - 8 * offset)) }
        }
    }

    private mutating func write(big value: some FixedWidthInteger) {
        for shift in stride(from: value.bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }
}

extension SQLValue {
    /// What this is, for an error's sentence; never the value itself.
    var kind: String {
        switch self {
        case .null: "NULL"
        case .integer: "an integer"
        case .boolean: "a boolean"
        case .double: "a double"
        case .text: "a text"
        case .bytes: "bytes"
        case .integers: "an array of integers"
        case .texts: "an array of texts"
        case .byteStrings: "an array of byte strings"
        }
    }
}
