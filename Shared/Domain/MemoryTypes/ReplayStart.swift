/// Where a replay begins.
public enum ReplayStart: UInt8, ByteEnumeration {
    /// The pool's creation.
    case start = 1
    /// The newest checkpoint that is kept.
    case checkpoint = 2
    /// The oldest checkpoint that is kept.
    case oldest = 3
}
