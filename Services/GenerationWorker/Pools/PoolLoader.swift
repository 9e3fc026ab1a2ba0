internal import LatentMemory
package import MemoryTypes
internal import PoolReading
package import StoreClient
package import Wire

/// Fetches versions of pools from the store and makes them ready to be read.
package struct PoolLoader<Store: StoreCalls>: Sendable {
    private let store: Store
    private let stacks: StackLibrary
    /// Nil for a model without memory: it reads no pool.
    private let reader: PoolReader<Store>?
    private let model: ModelDigest

    package init(store: Store, model: ServedModel, stacks: StackLibrary) {
        self.store = store
        self.stacks = stacks
        reader = model.memory.map { PoolReader(store: store, model: $0) }
        self.model = model.descriptor.digest
    }

    private static var patience: Duration { .seconds(10) }

    /// The pool that a tenant calls by a name.
    package func resolve(_ name: PoolName, tenant: TenantName) async throws(Refusal) -> PoolID {
        let asked = FetchManifest(name: name, pool: nil, version: nil, minimumVersion: nil)
        return try await store.call(asked, for: tenant, within: Self.patience).pool
    }

    /// A version of a pool, the newest if none is named.
    ///
    /// - Throws: the store's refusal; `modelMismatch` if the pool is another model's; `artifactUnfit` if its edits are.
    package func load(_ pool: PoolID, version: PoolVersion?) async throws(Refusal) -> LoadedPool {
        do throws(Refusal) { return try await fetch(pool, version) } catch {
            // A blob was dropped between the manifest and its reading: a fresh manifest says what stands in for it, or
            // what can still be read.
            guard error.code == .unknownBlob else { throw error }
            return try await fetch(pool, version)
        }
    }

    private func fetch(_ pool: PoolID, _ version: PoolVersion?) async throws(Refusal) -> LoadedPool {
        let manifest = try await store.call(
            FetchManifest(name: nil, pool: pool, version: version, minimumVersion: nil), within: Self.patience)
        guard let reader, manifest.model == model else { throw Refusal(.modelMismatch) }
        let snapshot = try await reader.snapshot(of: manifest)
        return LoadedPool(
            pool: pool, version: manifest.version, position: manifest.position, stateHash: manifest.stateHash,
            shape: manifest.shape, snapshot: snapshot, edits: try await stacks.stack(of: manifest.stack))
    }

    /// The version that `advance` makes of the one before it: of the memory, of the edits, or of both.
    package func follow(_ base: LoadedPool, _ advance: VersionAdvanced) async throws(Refusal) -> LoadedPool {
        guard let reader, !advance.reload, advance.version == base.version.next,
            advance.delta != nil || advance.stack != nil
        else { throw Refusal(.staleBase) }
        var (snapshot, edits) = (base.snapshot, base.edits)
        if advance.delta != nil { snapshot = try await reader.snapshot(after: snapshot, advance, shape: base.shape) }
        if let stack = advance.stack { edits = try await stacks.stack(of: stack) }
        return LoadedPool(
            pool: base.pool, version: advance.version, position: advance.position, stateHash: advance.stateHash,
            shape: base.shape, snapshot: snapshot, edits: edits)
    }
}
