internal import Glibc

/// Why a file could not be read or written.
public enum FilesError: Error, Equatable, Sendable {
    /// The operating system refused `operation` on `path` with the errno value `code`.
    case system(operation: String, path: String, code: Int32)
    /// There is something at `path`, but not a regular file.
    case notARegularFile(path: String)
    /// The file holds `bytes` bytes and its reader takes at most `allowed`.
    case tooLarge(path: String, bytes: Int, allowed: Int)
}

extension FilesError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .system(let operation, let path, let code): "\(path): \(operation) failed: \(reason(of: code))"
        case .notARegularFile(let path): "\(path): is not a regular file"
        case .tooLarge(let path, let bytes, let allowed): "\(path): holds \(bytes) bytes, at most \(allowed) are read"
        }
    }

    /// Whether the file or its folder is not there.
    public var isAbsence: Bool {
        if case .system(_, _, ENOENT) = self { true } else { false }
    }
}

private func reason(of code: Int32) -> String {
    unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
        guard let base = buffer.baseAddress, unsafe strerror_r(code, base, buffer.count) == 0 else {
            return "error \(code)"
        }
        return unsafe String(cString: base)
    }
}
