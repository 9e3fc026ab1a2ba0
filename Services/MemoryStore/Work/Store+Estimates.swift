import Ledger
import MemoryTypes
import Synchronization
import Wire

extension Store {
    /// The time that pieces of a pool will take, in milliseconds.
    ///
    /// - Parameter pieces: by shard; what waits there already is added.
    /// - Returns: nil while nothing is known: no piece of the model was absorbed since the store began, and none of
    ///   the pool's is on record.
    func estimate(_ pieces: [UInt32: UInt64], of pool: PoolID, _ model: ModelDigest) async throws -> UInt64? {
        guard let piece = try await pieceMicroseconds(of: pool, model) else { return nil }
        var shards: [UInt64] = []
        for (shard, count) in pieces where count > 0 {
            shards.append(count + UInt64(await dispatcher.pendingCount(of: pool, shard: shard)))
        }
        let able = workers.all.count { $0.registration.kind == .update && $0.registration.model.digest == model }
        return AbsorptionPace.milliseconds(shards: shards, workers: able, pieceMicroseconds: piece)
    }

    /// As measured since the store began, or else as the pool's newest versions have it.
    func pieceMicroseconds(of pool: PoolID, _ model: ModelDigest) async throws -> Double? {
        if let measured = pace.withLock({ $0.piece(of: model) }) { return measured }
        return try await read { session throws(LedgerError) in try session.pieceMicroseconds(of: pool) }
    }
}
