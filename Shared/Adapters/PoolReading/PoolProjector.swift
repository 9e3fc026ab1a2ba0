public import LatentMemory
public import MemoryTypes
internal import Threads
internal import Transformer

/// Turns memory tokens into keys and values, on a thread of its own so that no answer waits for it.
public actor PoolProjector {
    private let executor: ThreadExecutor
    private let model: MemoryModel

    nonisolated public var unownedExecutor: UnownedSerialExecutor { executor.forActor }

    public init(model: MemoryModel) {
        executor = ThreadExecutor(name: "projecting")
        self.model = model
    }

    /// Keys and values of a blob [L, m, d].
    ///
    /// - Throws: `deltaInvalid` if the blob has another size.
    public func project(_ bytes: [UInt8], rows: Int) throws(Refusal) -> ProjectedTokens {
        do throws(PoolStateError) {
            let layers = model.configuration.layers
            let delta = try PoolDelta(layers: layers, width: model.configuration.width, bytes: bytes)
            guard delta.rows == rows else { throw .rows(found: delta.rows, wanted: rows...rows) }
            return model.project(delta)
        } catch {
            throw Refusal(.deltaInvalid, "A blob of \(bytes.count) bytes does not hold \(rows) tokens per layer.")
        }
    }

    /// A version out of its sources. Of an old delta often a row or two are left: such a version does not keep the
    /// rest of it.
    public func snapshot(_ sources: [ProjectedTokens], _ shards: [SlotTable]) -> MemorySnapshot {
        compact(MemorySnapshot(model, sources: sources, shards: shards))
    }

    /// The version after `base`, in memory not much larger than its own.
    public func following(
        _ base: MemorySnapshot, _ delta: ProjectedTokens, shard: Int, forgotten: [[UInt32]], shardTokens: Int
    ) -> MemorySnapshot {
        compact(base.absorbing(delta, shard: shard, forgotten: forgotten, shardTokens: shardTokens))
    }

    private func compact(_ snapshot: MemorySnapshot) -> MemorySnapshot {
        snapshot.sparsity > 2 ? snapshot.compacted() : snapshot
    }

    public func stop() { executor.stop() }
}
