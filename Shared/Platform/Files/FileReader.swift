internal import Glibc

/// A regular file that is read once, from its beginning to its end.
public struct FileReader: ~Copyable {
    /// Length in bytes when the file was opened.
    public let count: Int
    private let descriptor: Descriptor

    public init(path: String) throws(FilesError) {
        let opened = try Descriptor(opening: path, flags: O_RDONLY)
        count = try opened.size()
        descriptor = opened
    }

    public var path: String { descriptor.path }

    /// The next bytes, `count` of them or all that are left; none at the end.
    public mutating func next(atMost count: Int) throws(FilesError) -> [UInt8] { try descriptor.read(atMost: count) }
}
