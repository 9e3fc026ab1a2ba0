public import Compression
public import Files

/// Why a data set cannot be read further.
public enum DatasetsError: Error, Equatable, Sendable {
    case file(FilesError)
    case compression(CompressionError)
    /// Unpacked, the file is longer than `allowed` bytes, or holds more than `allowed` records.
    case tooLarge(path: String, what: String, allowed: Int)
    /// `count` records in a row could not be used; the last one is named.
    case badRun(count: Int, last: BadRecord)
    /// A whole pass over the file gave nothing that can be used.
    case empty(path: String)
    /// The position was taken in another file, or in the same file before it changed.
    case changed(path: String)
}

extension DatasetsError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .file(let error): error.description
        case .compression(let error): error.description
        case .tooLarge(let path, let what, let allowed): "\(path): holds more than \(allowed) \(what)"
        case .badRun(let count, let last): "\(count) bad records in a row; the last one: \(last)"
        case .empty(let path): "\(path): no record can be used"
        case .changed(let path): "\(path): is not the file that the position was taken in"
        }
    }
}

/// A record that was left out, and where it stands.
public struct BadRecord: Error, Equatable, Sendable, CustomStringConvertible {
    public let path: String
    /// Counted from 1.
    public let line: Int
    public let reason: String

    public var description: String { "\(path):\(line): \(reason)" }
}
