internal import Glibc
internal import Synchronization

/// A file that stands under its name either whole or not at all.
///
/// The bytes go to a temporary name in the same folder; `commit` brings them to the disk, gives them the name and
/// brings the name to the disk. Without `commit` the temporary file goes away and what stood under the name before
/// stays.
public struct AtomicFile: ~Copyable {
    public let path: String
    private let temporary: String
    private let descriptor: Descriptor
    private var isCommitted = false

    /// - Parameter permissions: bits of the file's mode, before the process's mask; 0o600 for secrets.
    public init(path: String, permissions: UInt32 = 0o644) throws(FilesError) {
        let (folder, name) = split(path)
        self.path = path
        let own = "\(folder)/.\(name.prefix(100)).\(getpid()).\(serial.add(1, ordering: .relaxed).newValue)"
        temporary = own + ".tmp"
        descriptor = try Descriptor(opening: temporary, flags: O_WRONLY | O_CREAT | O_EXCL, permissions: permissions)
    }

    public mutating func write(_ bytes: [UInt8]) throws(FilesError) { try unsafe descriptor.write(bytes.span.bytes) }

    public mutating func write(_ bytes: RawSpan) throws(FilesError) { try descriptor.write(bytes) }

    /// Gives the file its name, in place of a file that has it already.
    ///
    /// - Throws: `system`; the name then still stands for what it stood for before, unless the last step alone failed,
    ///   the one that brings the name to the disk.
    public consuming func commit() throws(FilesError) {
        try descriptor.synchronize()
        let (old, new) = (temporary, path)
        _ = try Descriptor.retrying("rename", new) { unsafe rename(old, new) }
        isCommitted = true
        try Descriptor(opening: split(path).folder, flags: O_RDONLY | O_DIRECTORY).synchronize()
    }

    deinit {
        if !isCommitted { _ = unsafe unlink(temporary) }
    }
}

/// Puts `bytes` under the name `path`, wholly or not at all. See `AtomicFile`.
public func writeAtomically(_ bytes: [UInt8], to path: String, permissions: UInt32 = 0o644) throws(FilesError) {
    var file = try AtomicFile(path: path, permissions: permissions)
    try file.write(bytes)
    try file.commit()
}

private let serial = Atomic<Int>(0)

private func split(_ path: String) -> (folder: String, name: Substring) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path[...]) }
    let folder = slash == path.startIndex ? "/" : String(path[..<slash])
    return (folder, path[path.index(after: slash)...])
}
