package import Editing
package import LatentMemory
package import MemoryTypes
internal import Transformer

/// A version of a pool, ready to be read, and what an answer says of it.
package struct LoadedPool: Sendable {
    package let pool: PoolID
    package let version: PoolVersion
    package let position: LogPosition
    package let stateHash: StateHash
    package let shape: PoolShape
    package let snapshot: MemorySnapshot
    /// What its edits do to the model.
    package let edits: CompiledStack

    package init(
        pool: PoolID, version: PoolVersion, position: LogPosition, stateHash: StateHash, shape: PoolShape,
        snapshot: MemorySnapshot, edits: CompiledStack = .empty
    ) {
        self.pool = pool
        self.version = version
        self.position = position
        self.stateHash = stateHash
        self.shape = shape
        self.snapshot = snapshot
        self.edits = edits
    }

    /// Keys and values of all rows it holds, in bytes.
    ///
    /// - Parameter keyValueWidth: G h of the model.
    package func bytes(keyValueWidth: Int) -> Int {
        let rows = Double(max(1, snapshot.tokens)) * snapshot.sparsity
        return Int(rows) * shape.layers * keyValueWidth * 2 * MemoryLayout<Float>.size
    }
}
