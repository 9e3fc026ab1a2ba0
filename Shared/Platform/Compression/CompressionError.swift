public import Files

/// Why a compressed file could not be read.
public enum CompressionError: Error, Equatable, Sendable {
    case file(FilesError)
    /// The bytes are not those of an xz file, or were changed.
    case corrupt(path: String, reason: String)
    /// Unpacking needs `wanted` bytes of memory and may take `allowed`.
    case memory(path: String, wanted: UInt64, allowed: UInt64)
}

extension CompressionError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .file(let error): error.description
        case .corrupt(let path, let reason): "\(path): \(reason)"
        case .memory(let path, let wanted, let allowed):
            "\(path): unpacking needs \(wanted) bytes of memory, at most \(allowed) are given"
        }
    }
}
