internal import Glibc

/// An open file of the operating system, closed at the end of its life.
struct Descriptor: ~Copyable {
    let number: Int32
    let path: String

    init(opening path: String, flags: Int32, permissions: UInt32 = 0) throws(FilesError) {
        number = try Descriptor.retrying("open", path) { unsafe open(path, flags | O_CLOEXEC, permissions) }
        self.path = path
    }

    deinit { _ = Glibc.close(number) }

    /// Size in bytes of the regular file.
    func size() throws(FilesError) -> Int {
        var status = stat()
        _ = try Descriptor.retrying("stat", path) { unsafe fstat(number, &status) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notARegularFile(path: path) }
        return Int(status.st_size)
    }

    func write(_ bytes: RawSpan) throws(FilesError) {
        var rest = bytes
        while rest.byteCount > 0 {
            let written = try Descriptor.retrying("write", path) {
                unsafe rest.withUnsafeBytes { bytes in
                    unsafe Int32(clamping: Glibc.write(number, bytes.baseAddress, min(bytes.count, 1 << 30)))
                }
            }
            rest = rest.extracting(droppingFirst: Int(written))
        }
    }

    /// The next bytes, `count` of them or all that are left.
    func read(atMost count: Int) throws(FilesError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = try Descriptor.retrying("read", path) {
                unsafe bytes.withUnsafeMutableBytes { buffer in
                    let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
                    return unsafe Int32(clamping: Glibc.read(number, rest.baseAddress, min(rest.count, 1 << 30)))
                }
            }
            if got == 0 { break }
            filled += Int(got)
        }
        return Array(bytes.prefix(filled))
    }

    /// Returns when the file's bytes have reached the disk.
    func synchronize() throws(FilesError) {
        _ = try Descriptor.retrying("fsync", path) { fsync(number) }
    }

    /// The result of `call`, made again while a signal interrupts it.
    static func retrying(_ operation: String, _ path: String, _ call: () -> Int32) throws(FilesError) -> Int32 {
        while true {
            let result = call()
            if result >= 0 { return result }
            let code = errno
            if code != EINTR { throw .system(operation: operation, path: path, code: code) }
        }
    }
}
