/// How far a document has come.
public enum DocumentState: UInt8, ByteEnumeration {
    /// Accepted; no piece is absorbed yet.
    case queued = 1
    /// A worker has it, or some pieces are absorbed.
    case absorbing = 2
    /// All pieces are absorbed.
    case absorbed = 3
    /// Its shard went on without it; it will be tried again.
    case parked = 4
    /// Given up; a person must requeue or drop it.
    case dead = 5
    /// Cancelled before it was absorbed.
    case cancelled = 6
    /// Taken out of the pool.
    case forgotten = 7
    /// Taken out, and its text erased.
    case purged = 8
}
