/// Why PostgreSQL did not do what was asked.
public enum PostgreSQLError: Error, Equatable, Sendable {
    /// There is no connection, or it broke. Whether a COMMIT under way took place is not known.
    case connectionLost(String)
    /// A rule of the schema was broken; `name` is the constraint's.
    case constraint(name: String, state: String, message: String)
    /// Two transactions met, or a lock was not to be had: the same transaction may be tried again.
    case conflict(state: String, message: String)
    /// The server lacks room: disk, memory or connections.
    case exhausted(state: String, message: String)
    /// The statement was refused for another reason.
    case statement(state: String, message: String)
    /// What was to be stored is nothing that PostgreSQL can hold; nothing was sent.
    case parameter(wanted: String, found: String)
    /// A value could not be converted.
    case value(wanted: String, found: String)
    /// A statement gave another number of rows than its caller can take.
    case rowCount(wanted: String, found: Int)

    /// Whether the same work may succeed when it is done again a little later.
    public var isTransient: Bool {
        switch self {
        case .connectionLost, .conflict, .exhausted: true
        default: false
        }
    }
}

/// An error that can carry one of PostgreSQL's, so that the body of a transaction throws one type.
public protocol CarriesPostgreSQLError: Error {
    init(_ cause: PostgreSQLError)
    /// PostgreSQL's error, if this is one.
    var postgreSQL: PostgreSQLError? { get }
}

extension PostgreSQLError: CarriesPostgreSQLError {
    public init(_ cause: PostgreSQLError) { self = cause }
    public var postgreSQL: PostgreSQLError? { self }
}

extension PostgreSQLError {
    /// The error that a five-character SQLSTATE stands for (PostgreSQL documentation, appendix A).
    init(state: String, message: String, constraint: String?) {
        switch state.prefix(2) {
        case "08": self = .connectionLost(message)
        case "23": self = .constraint(name: constraint ?? "", state: state, message: message)
        case "40": self = .conflict(state: state, message: message)
        case "53": self = .exhausted(state: state, message: message)
        case "55" where state == "55P03": self = .conflict(state: state, message: message)
        case "57" where ["57P01", "57P02", "57P03"].contains(state): self = .connectionLost(message)
        default: self = .statement(state: state, message: message)
        }
    }
}
