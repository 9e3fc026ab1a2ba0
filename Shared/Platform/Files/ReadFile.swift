internal import Glibc

/// The whole content of a regular file of at most `bytesMax` bytes.
public func readFile(_ path: String, bytesMax: Int) throws(FilesError) -> [UInt8] {
    let descriptor = try Descriptor(opening: path, flags: O_RDONLY)
    let size = try descriptor.size()
    guard size <= bytesMax else { throw .tooLarge(path: path, bytes: size, allowed: bytesMax) }
    return try descriptor.read(atMost: size)
}

/// Whether a regular file, after symbolic links, stands at `path`.
public func fileExists(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
}

/// Names of the entries of a folder in ascending order, without `.` and `..`.
public func entries(ofFolder path: String) throws(FilesError) -> [String] {
    guard let folder = unsafe opendir(path) else { throw .system(operation: "opendir", path: path, code: errno) }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
        let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
            unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
}

/// Takes a file's name away; nothing happens where there is none.
///
/// - Throws: `system` where it stays.
public func removeFile(_ path: String) throws(FilesError) {
    guard unsafe unlink(path) != 0, errno != ENOENT else { return }
    throw .system(operation: "unlink", path: path, code: errno)
}

/// Makes a folder and those above it, where they are not there.
public func makeFolder(_ path: String) throws(FilesError) {
    var status = stat()
    if unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex { try makeFolder(String(path[..<slash])) }
    guard unsafe mkdir(path, 0o755) != 0, errno != EEXIST else { return }
    throw .system(operation: "mkdir", path: path, code: errno)
}
