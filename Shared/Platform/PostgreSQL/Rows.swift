private import CPostgreSQL

/// What a statement gave. Fields are read by row and column, both from 0; the types are checked.
@safe
public final class Rows {
    private let result: OpaquePointer

    init(taking result: OpaquePointer) { unsafe self.result = result }

    deinit { unsafe PQclear(result) }

    public var count: Int { unsafe Int(PQntuples(result)) }
    public var isEmpty: Bool { count == 0 }

    /// How many rows an INSERT, UPDATE or DELETE touched.
    public var touched: Int { unsafe Int(String(cString: PQcmdTuples(result))) ?? 0 }

    public func isNull(_ row: Int, _ column: Int) -> Bool {
        unsafe PQgetisnull(result, Int32(row), Int32(column)) == 1
    }

    /// A `smallint`, `integer` or `bigint`; a `timestamptz` as microseconds since 1970-01-01 00:00 UTC.
    public func integer(_ row: Int, _ column: Int) throws(PostgreSQLError) -> Int64 {
        let field = try unsafe field(row, column)
        switch (type(of: column), field.count) {
        case (.bigint, 8): return unsafe field.bigEndian(Int64.self)
        case (.integer, 4): return Int64(unsafe field.bigEndian(Int32.self))
        case (.smallint, 2): return Int64(unsafe field.bigEndian(Int16.self))
        case (.timestamptz, 8): return unsafe field.bigEndian(Int64.self) + SQLType.epochMicroseconds
        default: throw mismatch("an integer", column)
        }
    }

    public func boolean(_ row: Int, _ column: Int) throws(PostgreSQLError) -> Bool {
        let field = try unsafe field(row, column)
        guard type(of: column) == .boolean, field.count == 1 else { throw mismatch("a boolean", column) }
        return unsafe field[0] != 0
    }

    public func double(_ row: Int, _ column: Int) throws(PostgreSQLError) -> Double {
        let field = try unsafe field(row, column)
        guard type(of: column) == .double, field.count == 8 else { throw mismatch("a double", column) }
        return Double(bitPattern: unsafe field.bigEndian(UInt64.self))
    }

    public func text(_ row: Int, _ column: Int) throws(PostgreSQLError) -> String {
        let field = try unsafe field(row, column)
        switch type(of: column) {
        case .text, .varchar, .name: return unsafe String(decoding: field, as: UTF8.self)
        default: throw mismatch("a text", column)
        }
    }

    public func bytes(_ row: Int, _ column: Int) throws(PostgreSQLError) -> [UInt8] {
        let field = try unsafe field(row, column)
        guard type(of: column) == .bytea else { throw mismatch("bytes", column) }
        return unsafe [UInt8](field)
    }

    /// An array of what `integer` reads, without NULL.
    public func integers(_ row: Int, _ column: Int) throws(PostgreSQLError) -> [Int64] {
        let field = try unsafe field(row, column)
        guard let element = type(of: column)?.element, field.count >= 12 else { throw mismatch("an array", column) }
        guard unsafe field.bigEndian(Int32.self) != 0 else { return [] }
        let size = element == .integer ? 4 : 8
        let count = Int(unsafe UnsafeRawBufferPointer(rebasing: field[12...]).bigEndian(Int32.self))
        guard field.count == 20 + count * (4 + size) else { throw mismatch("an array without NULL", column) }
        return (0..<count).map { index in
            let at = 24 + index * (4 + size)
            let raw = unsafe UnsafeRawBufferPointer(rebasing: field[at..<at + size])
            return size == 4 ? Int64(unsafe raw.bigEndian(Int32.self)) : unsafe raw.bigEndian(Int64.self)
        }
    }

    private func field(_ row: Int, _ column: Int) throws(PostgreSQLError) -> UnsafeRawBufferPointer {
        precondition(row < count, "row \(row) of \(count)")
        guard !isNull(row, column), let start = unsafe PQgetvalue(result, Int32(row), Int32(column)) else {
            throw .value(wanted: "a value in column \(name(of: column))", found: "NULL")
        }
        let length = unsafe Int(PQgetlength(result, Int32(row), Int32(column)))
        return unsafe UnsafeRawBufferPointer(start: start, count: length)
    }

    private func type(of column: Int) -> SQLType? { unsafe SQLType(rawValue: PQftype(result, Int32(column))) }

    private func name(of column: Int) -> String {
        unsafe PQfname(result, Int32(column)).map { unsafe String(cString: $0) } ?? "\(column)"
    }

    private func mismatch(_ wanted: String, _ column: Int) -> PostgreSQLError {
        unsafe .value(wanted: wanted, found: "column \(name(of: column)) of type \(PQftype(result, Int32(column)))")
    }
}

extension Rows {
    /// The value that `read` gives, or nil where the field is NULL.
    public func optional<Value>(
        _ row: Int, _ column: Int, _ read: (Rows) -> (Int, Int) throws(PostgreSQLError) -> Value
    ) throws(PostgreSQLError) -> Value? {
        isNull(row, column) ? nil : try read(self)(row, column)
    }

    /// - Throws: `rowCount` unless there is exactly one row.
    public func requireOne() throws(PostgreSQLError) -> Rows {
        guard count == 1 else { throw .rowCount(wanted: "1", found: count) }
        return self
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func bigEndian<Value: FixedWidthInteger>(_ type: Value.Type) -> Value {
        unsafe Value(bigEndian: loadUnaligned(as: Value.self))
    }
}
