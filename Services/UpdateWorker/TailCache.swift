package import MemoryTypes

/// The delta this worker committed last for each shard: what the next update of the shard reads, if the store says so.
package struct TailCache: Sendable {
    /// A chain of deltas.
    package struct Chain: Hashable, Sendable {
        package let pool: PoolID
        package let shard: UInt32

        package init(pool: PoolID, shard: UInt32) {
            self.pool = pool
            self.shard = shard
        }
    }

    package let bytesMax: Int
    private var deltas: [Chain: (bytes: [UInt8], usedAt: UInt64)] = [:]
    private var clock: UInt64 = 0
    package private(set) var bytes = 0

    package init(bytesMax: Int) { self.bytesMax = bytesMax }

    /// The newest delta of a chain, if it is still here.
    package mutating func delta(of chain: Chain) -> [UInt8]? {
        guard deltas[chain] != nil else { return nil }
        clock += 1
        deltas[chain]?.usedAt = clock
        return deltas[chain]?.bytes
    }

    /// Keeps `delta` as the newest of a chain; the chains not used for longest make room for it.
    package mutating func keep(_ delta: [UInt8], of chain: Chain) {
        forget(chain)
        guard delta.count <= bytesMax else { return }
        while bytes + delta.count > bytesMax, let oldest = deltas.min(by: { $0.value.usedAt < $1.value.usedAt })?.key {
            forget(oldest)
        }
        clock += 1
        deltas[chain] = (delta, clock)
        bytes += delta.count
    }

    /// Forgets what is known of a chain.
    package mutating func forget(_ chain: Chain) {
        guard let old = deltas.removeValue(forKey: chain) else { return }
        bytes -= old.bytes.count
    }
}
