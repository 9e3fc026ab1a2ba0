import Bytes
import LatentMemory
import MemoryTypes
import PostgreSQL

/// One row of an answer, read from left to right or by column.
struct Row {
    private let rows: Rows
    private let index: Int

    init(_ rows: Rows, _ index: Int) {
        self.rows = rows
        self.index = index
    }

    private func read<Value>(_ body: () throws(PostgreSQLError) -> Value) throws(LedgerError) -> Value {
        do throws(PostgreSQLError) { return try body() } catch { throw .database(error) }
    }

    func isNull(_ column: Int) -> Bool { rows.isNull(index, column) }
    func integer(_ column: Int) throws(LedgerError) -> Int64 {
        try read { () throws(PostgreSQLError) in try rows.integer(index, column) }
    }
    func boolean(_ column: Int) throws(LedgerError) -> Bool {
        try read { () throws(PostgreSQLError) in try rows.boolean(index, column) }
    }
    func text(_ column: Int) throws(LedgerError) -> String {
        try read { () throws(PostgreSQLError) in try rows.text(index, column) }
    }
    func bytes(_ column: Int) throws(LedgerError) -> [UInt8] {
        try read { () throws(PostgreSQLError) in try rows.bytes(index, column) }
    }

    func integers(_ column: Int) throws(LedgerError) -> [Int64] {
        try read { () throws(PostgreSQLError) in try rows.integers(index, column) }
    }

    func unsigned(_ column: Int) throws(LedgerError) -> UInt64 { UInt64(bitPattern: try integer(column)) }
    func int(_ column: Int) throws(LedgerError) -> Int { Int(try integer(column)) }
    func uint32(_ column: Int) throws(LedgerError) -> UInt32 { UInt32(truncatingIfNeeded: try integer(column)) }
    func ordinal<Value: Ordinal>(_ column: Int) throws(LedgerError) -> Value { Value(try unsigned(column)) }
    func time(_ column: Int) throws(LedgerError) -> Timestamp { Timestamp(microseconds: try integer(column)) }
    func name<Value: Name>(_ column: Int) throws(LedgerError) -> Value { Value(unchecked: try text(column)) }
    func digest<Value: DigestValue>(_ column: Int) throws(LedgerError) -> Value {
        let bytes = try bytes(column)
        guard let digest = Value(bytes: bytes) else { throw .corrupt("a digest of \(bytes.count) bytes") }
        return digest
    }
    func value<Value: ByteCodable>(_ column: Int) throws(LedgerError) -> Value {
        let bytes = try bytes(column)
        do throws(BytesError) { return try Value(decoding: bytes) } catch {
            throw .corrupt("\(Value.self): \(error)")
        }
    }

    /// What `read` gives, or nil where the field is NULL.
    func optional<Value>(
        _ column: Int, _ read: (Row) -> (Int) throws(LedgerError) -> Value
    ) throws(LedgerError) -> Value? {
        isNull(column) ? nil : try read(self)(column)
    }
}

extension Ordinal {
    var sql: SQLValue { .integer(Int64(bitPattern: value)) }
}

extension DigestValue {
    var sql: SQLValue { .bytes(bytes) }
}

extension SQLValue {
    /// A list of values as it stands in messages.
    static func list(_ values: [some ByteCodable]) -> SQLValue {
        var writer = ByteWriter()
        writer.write(values)
        return .bytes(writer.bytes)
    }
}

extension Timestamp {
    var sql: SQLValue { .integer(microseconds) }
}

extension Optional where Wrapped: DigestValue {
    var sql: SQLValue { self?.sql ?? .null }
}

extension Optional where Wrapped: Ordinal {
    var sql: SQLValue { self?.sql ?? .null }
}

extension Optional where Wrapped == Timestamp {
    var sql: SQLValue { self?.sql ?? .null }
}

extension Row {
    func identifier<Value: Identifier>(_ column: Int) throws(LedgerError) -> Value {
        let bytes = try bytes(column)
        guard let value = Value(bytes: bytes) else { throw .corrupt("an identifier of \(bytes.count) bytes") }
        return value
    }

    func uid(_ column: Int) throws(LedgerError) -> PoolUID { try identifier(column) }
    func document(_ column: Int) throws(LedgerError) -> DocumentID { try identifier(column) }

    func stack(_ column: Int) throws(LedgerError) -> [StackedEdit] { try list(column, atMost: Limits.stackMax) }

    /// A list of values as they stand in messages.
    func list<Value: ByteCodable>(_ column: Int, atMost limit: Int) throws(LedgerError) -> [Value] {
        let bytes = try bytes(column)
        do throws(BytesError) {
            var reader = ByteReader(bytes)
            let values: [Value] = try reader.readArray(count: 0...limit, elementBytesMin: 1)
            try reader.requireEnd()
            return values
        } catch { throw .corrupt("a list of \(Value.self): \(error)") }
    }

    func optionalDigest<Value: DigestValue>(_ column: Int) throws(LedgerError) -> Value? {
        isNull(column) ? nil : try digest(column)
    }

    func optionalOrdinal<Value: Ordinal>(_ column: Int) throws(LedgerError) -> Value? {
        isNull(column) ? nil : try ordinal(column)
    }

    func optionalTime(_ column: Int) throws(LedgerError) -> Timestamp? { isNull(column) ? nil : try time(column) }

    func optionalDocument(_ column: Int) throws(LedgerError) -> DocumentID? {
        isNull(column) ? nil : try document(column)
    }
}
