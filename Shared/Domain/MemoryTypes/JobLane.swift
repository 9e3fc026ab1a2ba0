/// Queues of a pool's jobs that are no shards. Where a job is described, one of them stands in the shard's place, and
/// the edit's identifier in the document's.
public enum JobLane {
    /// Edits and what takes them back: one after another, since each is computed on those before it.
    public static let edits = UInt32.max
    /// Measurements of edits, which change nothing.
    public static let measures = UInt32.max - 1

    /// Whether it is one of the two.
    public static func isOfEdits(_ shard: UInt32) -> Bool { shard >= measures }
}

extension EditTask {
    /// The queue that jobs of this kind stand in.
    public var lane: UInt32 {
        switch self {
        case .compute, .replay: JobLane.edits
        case .evaluate, .measure: JobLane.measures
        }
    }
}
