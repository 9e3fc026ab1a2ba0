/// Why bytes from outside could not be read.
public enum BytesError: Error, Equatable, Sendable {
    /// The value needs `wanted` more bytes and only `left` are there.
    case truncated(wanted: Int, left: Int)
    /// A length field stands outside the range its reader allows.
    case length(found: Int, allowed: ClosedRange<Int>)
    /// The bytes of a string are not UTF-8.
    case notUTF8
    /// A field holds a value that has no meaning there.
    case value(field: String, found: String)
    /// Bytes follow the last field where none may.
    case trailing(Int)
}
