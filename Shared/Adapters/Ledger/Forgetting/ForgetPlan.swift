public import MemoryTypes

/// What taking a document out of its pools means.
public struct ForgetPlan: Sendable {
    public let document: DocumentID
    /// The document's row.
    let row: Int64
    /// The pools whose present state goes back to it, those it was forked from first.
    public let pools: [PlannedPool]
    /// Documents that came after it and whose text was erased: they cannot be absorbed again.
    public let lost: UInt64

    /// Documents that will be absorbed again, over all pools.
    public var replayed: UInt64 { pools.reduce(0) { $0 + UInt64($1.followers.count) } }
}

/// What taking a document out of one pool means.
public struct PlannedPool: Sendable {
    public let pool: PoolID
    public let name: PoolName
    public let shard: Int
    public let model: ModelDigest
    /// The pieces of what is absorbed again.
    public let pieces: UInt64
    /// The pool and version the shard is set back to.
    let source: ForkSource
    let sourcePool: PoolID
    /// The version the shard is set back to in this very pool; nil if it lies in the pool this one was forked from, or
    /// if retention dropped it and the shard is built again from its beginning.
    public let before: PoolVersion?
    /// Whether the shard is built again from its beginning, since retention dropped the version before the document.
    public let isRebuilt: Bool
    /// The first version of this pool that holds something of the document.
    let firstTainted: PoolVersion
    /// The rows of the documents that are absorbed again, in order.
    let followers: [Int64]
}

/// What taking a document out did.
public struct ForgetOutcome: Sendable {
    public let jobs: [JobRow]
    public let facts: UInt64
    public let blobs: UInt64
    public let bytes: UInt64
    public let version: PoolVersion
}
