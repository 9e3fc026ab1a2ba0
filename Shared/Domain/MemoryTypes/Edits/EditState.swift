/// How far an edit has come.
public enum EditState: UInt8, ByteEnumeration {
    /// Accepted; it waits for a worker, or for another attempt.
    case queued = 1
    /// A worker has it.
    case computing = 2
    /// In force.
    case applied = 3
    /// Given up; a person must requeue or drop its job.
    case failed = 4
    /// Cancelled before it was computed.
    case cancelled = 5
    /// Not in force any more: taken back, or the pool was set back to before it.
    case reverted = 6
    /// In force, until later edits are computed again without it.
    case reverting = 7
}
