private import CPostgreSQL

/// A connection to PostgreSQL. It belongs to one thread; `Database` confines it to one.
@safe
public final class Connection {
    private let handle: OpaquePointer
    private var statements: [String: Statement] = [:]
    private var prepared = 0
    /// How deep in transactions the connection stands; a nested one joins the outer one.
    var depth = 0
    /// Whether the server has said that it is going.
    private var isLost = false

    struct Statement {
        let name: String
        let parameterTypes: [UInt32]
    }

    /// Opens a connection.
    ///
    /// - Parameter description: libpq's `key=value ...` or a `postgresql://` URI.
    /// - Throws: `connectionLost` if no server answers within 5 s, or it refuses.
    public init(_ description: String) throws(PostgreSQLError) {
        let keywords = ["dbname", "connect_timeout", "client_encoding", "application_name"]
        let values = [description, "5", "UTF8", "engram"]
        guard
            let handle = unsafe withCStrings(
                keywords,
                { keywords in
                    unsafe withCStrings(values) { unsafe PQconnectdbParams(keywords, $0, 1) }
                })
        else { throw .connectionLost("out of memory") }
        guard unsafe PQstatus(handle) == CONNECTION_OK else {
            defer { unsafe PQfinish(handle) }
            throw .connectionLost(unsafe Self.message(of: handle))
        }
        unsafe self.handle = handle
        unsafe PQsetNoticeProcessor(handle, { _, _ in }, nil)
    }

    deinit { unsafe PQfinish(handle) }

    /// Whether the connection has not been seen to break.
    public var isAlive: Bool { unsafe !isLost && PQstatus(handle) == CONNECTION_OK }

    /// The major version of the server, such as 15.
    public var serverMajor: Int { unsafe Int(PQserverVersion(handle)) / 10_000 }

    /// Runs statements that take no parameters and whose rows nobody wants; several may stand in one string.
    public func execute(_ sql: String) throws(PostgreSQLError) {
        _ = unsafe try check(PQexec(handle, sql))
    }

    /// Runs one statement, prepared at its first use on this connection.
    @discardableResult
    public func query(_ sql: String, _ parameters: [SQLValue] = []) throws(PostgreSQLError) -> Rows {
        let statement = try prepare(sql)
        let buffer = try encode(parameters, for: statement, sql)
        return unsafe try check(
            buffer.withPointers { values, lengths, formats in
                unsafe PQexecPrepared(handle, statement.name, Int32(parameters.count), values, lengths, formats, 1)
            })
    }

    /// Sends all statements at once and then reads all answers: one round trip.
    ///
    /// Outside a transaction the statements are one transaction of their own.
    /// - Throws: the first error; the statements after it have not been run.
    public func pipeline(_ queries: [Query]) throws(PostgreSQLError) -> [Rows] {
        guard !queries.isEmpty else { return [] }
        var calls: [(Statement, ParameterBuffer)] = []
        for query in queries {
            let statement = try prepare(query.sql)
            calls.append((statement, try encode(query.parameters, for: statement, query.sql)))
        }
        guard unsafe PQenterPipelineMode(handle) == 1 else { throw lost() }
        defer { unsafe _ = PQexitPipelineMode(handle) }
        for (statement, buffer) in calls {
            let sent = unsafe buffer.withPointers { values, lengths, formats in
                unsafe PQsendQueryPrepared(
                    handle, statement.name, Int32(buffer.ranges.count), values, lengths, formats, 1)
            }
            guard sent == 1 else { throw lost() }
        }
        guard unsafe PQpipelineSync(handle) == 1 else { throw lost() }
        return try readAnswers(calls.count)
    }

    private func readAnswers(_ count: Int) throws(PostgreSQLError) -> [Rows] {
        var answers: [Rows] = []
        var failure: PostgreSQLError?
        for _ in 0..<count {
            do throws(PostgreSQLError) {
                let rows = unsafe try check(PQgetResult(handle))
                if failure == nil { answers.append(rows) }
            } catch { failure = failure ?? error }
            guard isAlive else { throw failure ?? lost() }
            if let more = unsafe PQgetResult(handle) { unsafe PQclear(more) }
        }
        if let sync = unsafe PQgetResult(handle) { unsafe PQclear(sync) }
        if let failure { throw failure }
        return answers
    }

    private func encode(
        _ parameters: [SQLValue], for statement: Statement, _ sql: String
    ) throws(PostgreSQLError) -> ParameterBuffer {
        precondition(
            parameters.count == statement.parameterTypes.count,
            "\(parameters.count) parameters for \(statement.parameterTypes.count) in: \(sql)")
        var buffer = ParameterBuffer()
        for (value, type) in zip(parameters, statement.parameterTypes) { try buffer.append(value, as: type) }
        return buffer
    }

    private func prepare(_ sql: String) throws(PostgreSQLError) -> Statement {
        if let known = statements[sql] { return known }
        prepared += 1
        let name = "s\(prepared)"
        _ = unsafe try check(PQprepare(handle, name, sql, 0, nil))
        guard let described = unsafe PQdescribePrepared(handle, name) else { throw lost() }
        defer { unsafe PQclear(described) }
        guard unsafe PQresultStatus(described) == PGRES_COMMAND_OK else { throw lost() }
        let types = (0..<(unsafe PQnparams(described))).map { unsafe PQparamtype(described, $0) }
        let statement = Statement(name: name, parameterTypes: types)
        statements[sql] = statement
        return statement
    }

    private func check(_ result: OpaquePointer?) throws(PostgreSQLError) -> Rows {
        guard let result = unsafe result else { throw lost() }
        switch unsafe PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_PIPELINE_SYNC: return unsafe Rows(taking: result)
        case PGRES_PIPELINE_ABORTED:
            unsafe PQclear(result)
            throw .statement(state: "25P02", message: "an earlier statement of the pipeline failed")
        default:
            defer { unsafe PQclear(result) }
            throw unsafe failure(of: result)
        }
    }

    private func failure(of result: OpaquePointer) -> PostgreSQLError {
        func field(_ code: Int32) -> String? {
            unsafe PQresultErrorField(result, code).map { unsafe String(cString: $0) }
        }
        guard isAlive, let state = field(Int32(UInt8(ascii: "C"))) else { return lost() }
        let error = PostgreSQLError(
            state: state, message: field(Int32(UInt8(ascii: "M"))) ?? "", constraint: field(Int32(UInt8(ascii: "n"))))
        if case .connectionLost = error { isLost = true }
        return error
    }

    private func lost() -> PostgreSQLError {
        isLost = true
        return .connectionLost(unsafe Self.message(of: handle))
    }

    private static func message(of handle: OpaquePointer) -> String {
        let text = unsafe String(cString: PQerrorMessage(handle))
        return text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
