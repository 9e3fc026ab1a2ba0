/// What a job of an edit is to do.
public enum EditTask: UInt8, ByteEnumeration {
    /// Compute the edit on the stack, or take an artifact that was computed before, and measure it.
    case compute = 1
    /// Compute the edits behind a reverted one again, each on those before it.
    case replay = 2
    /// Measure the edit: somebody asked.
    case evaluate = 3
    /// Measure the edit with the pool's memory, after it has absorbed more.
    case measure = 4
}
