/// Why a tokenizer's file cannot be used.
public enum TokenizationError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file is not what its name says, or a part of it is damaged.
    case malformed(part: String, found: String, wanted: String)
    /// The file asks for a method that this room does not have.
    case unsupported(part: String, found: String, wanted: String)

    public var description: String {
        switch self {
        case .malformed(let part, let found, let wanted): "\(part): found \(found), wanted \(wanted)"
        case .unsupported(let part, let found, let wanted): "\(part): \(found) is not supported; supported: \(wanted)"
        }
    }
}
