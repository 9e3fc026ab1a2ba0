/// Where a job stands.
public enum JobState: UInt8, ByteEnumeration {
    /// Waits for a worker.
    case queued = 1
    /// A worker has it.
    case leased = 2
    /// Failed; waits for its next attempt and blocks its shard.
    case retrying = 3
    /// Failed for longer than the retry time; its shard goes on.
    case parked = 4
    /// Killed two workers; waits for a worker of its own.
    case quarantined = 5
    /// Absorbed.
    case done = 6
    /// A dead letter.
    case dead = 7
    /// Cancelled.
    case cancelled = 8
}
