internal import Glibc

extension MappedFile {
    /// Where the first line feed at or after `position` stands, or nil if none follows.
    public func lineFeed(from position: Int) -> Int? {
        precondition((0...count).contains(position), "byte \(position) of \(count)")
        guard position < count, let base = unsafe unsafeBytes.baseAddress else { return nil }
        guard let found = unsafe memchr(base + position, 0x0A, count - position) else { return nil }
        return unsafe UnsafeRawPointer(found) - base
    }
}
