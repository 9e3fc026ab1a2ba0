package import LatentMemory
package import MemoryTypes

/// One version as it was stored, ready to be folded.
package struct ReplayStep: Sendable {
    let version: PoolVersion
    let kind: LogRecordKind
    let shard: Int
    let delta: BlobDigest?
    let rows: Int
    let forgotten: ForgottenSlots
    let stateHash: StateHash
    /// The delta's bytes, if they are kept and fit one chunk.
    let content: [UInt8]?
    /// What a restoration set the pool to.
    let restored: (state: PoolState, stack: [StackedEdit])?
    /// The record of an edit, or of what took one back.
    let change: LogRecord?
    let hasCheckpoint: Bool
}

/// A fold under way: a value that touches nothing, so that it may run beside the reading.
package struct ReplayFold: Sendable {
    package private(set) var state: PoolState
    private(set) var stack: [StackedEdit]
    package private(set) var version: PoolVersion
    package private(set) var versions: UInt64 = 0
    /// Deltas that retention or a purge has dropped: their slots are folded, their bytes cannot be checked.
    package private(set) var dropped: UInt64 = 0
    package private(set) var difference: Difference?
    /// The states at the versions whose folded pool is kept.
    private(set) var checkpoints: [(version: PoolVersion, state: PoolState)] = []

    package struct Difference: Sendable {
        package let version: PoolVersion
        package let expected: StateHash
        package let found: StateHash?
        package let reason: String
    }

    init(state: PoolState, stack: [StackedEdit], version: PoolVersion) {
        self.state = state
        self.stack = stack
        self.version = version
    }

    /// Folds versions until one is not as it was stored.
    package mutating func fold(_ steps: [ReplayStep]) {
        for step in steps where difference == nil { fold(step) }
    }

    private mutating func fold(_ step: ReplayStep) {
        guard step.version == version.next else {
            return differ(step, nil, "version \(version.next) is missing")
        }
        if let reason = apply(step) { return differ(step, nil, reason) }
        let found = readHash
        guard found == step.stateHash else { return differ(step, found, "the state is another one") }
        version = step.version
        versions += 1
        if step.hasCheckpoint { checkpoints.append((version, state)) }
    }

    /// - Returns: what is wrong with the version.
    private mutating func apply(_ step: ReplayStep) -> String? {
        if let restored = step.restored { (state, stack) = restored }
        if let change = step.change { stack.apply(change) }
        guard let delta = step.delta else { return nil }
        if let content = step.content {
            guard BlobDigest(of: content) == delta else { return "the bytes of the delta are not what its digest says" }
        } else {
            dropped += 1
        }
        do throws(LedgerError) {
            try state.absorb(delta, rows: step.rows, shard: step.shard, forgotten: step.forgotten)
            return nil
        } catch { return "\(error)" }
    }

    /// What a model reads.
    package var readHash: StateHash { state.stateHash(under: stack) }

    private mutating func differ(_ step: ReplayStep, _ found: StateHash?, _ reason: String) {
        difference = Difference(version: step.version, expected: step.stateHash, found: found, reason: reason)
    }
}
