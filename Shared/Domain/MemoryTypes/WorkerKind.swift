/// What a worker does.
public enum WorkerKind: UInt8, ByteEnumeration {
    /// Makes deltas.
    case update = 1
    /// Makes tokens.
    case generate = 2
}
