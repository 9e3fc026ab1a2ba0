internal import Glibc
internal import Synchronization

/// A file that no name leads to: its bytes stand on the disk of a folder as long as somebody holds them.
public struct ScratchFile: ~Copyable {
    private let descriptor: Descriptor

    /// - Parameter folder: where the bytes are put. A folder that lies in memory makes them cost memory.
    public init(folder: String) throws(FilesError) {
        let path = "\(folder)/.scratch.\(getpid()).\(serial.add(1, ordering: .relaxed).newValue).tmp"
        let opened = try Descriptor(opening: path, flags: O_RDWR | O_CREAT | O_EXCL, permissions: 0o600)
        _ = try Descriptor.retrying("unlink", path) { unsafe unlink(path) }
        descriptor = opened
    }

    public mutating func write(_ bytes: [UInt8]) throws(FilesError) { try unsafe descriptor.write(bytes.span.bytes) }

    /// What was written, mapped for reading.
    public consuming func mapped() throws(FilesError) -> MappedFile { try MappedFile(descriptor) }
}

private let serial = Atomic<Int>(0)
