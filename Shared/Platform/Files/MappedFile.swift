internal import Glibc

/// The bytes of a file, mapped into memory for reading. Nobody can write them through this value; anybody may share it.
///
/// The file must not be shortened while it is mapped: the operating system ends a process that reads what is gone.
/// Files written by `AtomicFile` never are.
public final class MappedFile: Sendable {
    public let path: String
    /// Length in bytes.
    public let count: Int
    private let address: UInt

    public convenience init(path: String) throws(FilesError) {
        try self.init(Descriptor(opening: path, flags: O_RDONLY))
    }

    init(_ descriptor: borrowing Descriptor) throws(FilesError) {
        path = descriptor.path
        let size = try descriptor.size()
        count = size
        guard size > 0 else {
            address = 0
            return
        }
        let mapping = unsafe mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor.number, 0)
        guard let mapping = unsafe mapping, unsafe mapping != MAP_FAILED else {
            throw .system(operation: "mmap", path: path, code: errno)
        }
        address = UInt(bitPattern: mapping)
    }

    deinit {
        if count > 0 { unsafe munmap(UnsafeMutableRawPointer(bitPattern: address), count) }
    }

    /// Where the bytes stand, for rooms of this floor; valid as long as this object lives.
    @unsafe
    public var unsafeBytes: UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: count)
    }

    /// Lends the bytes of `range` to `body`.
    public func withBytes<Result, Failure: Error>(
        in range: Range<Int>, _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "bytes \(range) of \(count)")
        return try unsafe body(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: unsafeBytes[range])))
    }

    /// A copy of the bytes of `range`.
    public func bytes(in range: Range<Int>) -> [UInt8] {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "bytes \(range) of \(count)")
        return unsafe Array(unsafeBytes[range])
    }

    /// Tells the operating system that all bytes will be read soon.
    public func prefetch() {
        if count > 0 { unsafe madvise(UnsafeMutableRawPointer(bitPattern: address), count, Int32(MADV_WILLNEED)) }
    }
}
