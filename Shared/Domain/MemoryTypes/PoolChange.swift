/// What happened to a pool.
public enum PoolChange: UInt8, ByteEnumeration {
    /// Created, or forked.
    case created = 1
    /// Dropped.
    case dropped = 2
    /// Set back to an earlier version: read its manifest again.
    case restored = 3
    /// Deltas were dropped.
    case retention = 4
    /// Its name now stands for another pool: read its manifest again.
    case switched = 5
}
