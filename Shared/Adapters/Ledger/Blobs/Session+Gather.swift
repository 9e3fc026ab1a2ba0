import LatentMemory
import MemoryTypes
import PostgreSQL

/// A stretch of bytes of a blob and where it goes.
struct Stretch {
    let source: Int
    let target: Int
    let count: Int
}

extension Session {
    /// The bytes of memory tokens, f32 [layers, rows, d], gathered from the blobs they come from.
    ///
    /// - Parameters:
    ///   - rows: for every layer the origins of its rows, in order.
    ///   - state: names how many rows each blob has per layer.
    func gather(_ rows: [[SlotOrigin]], of pool: PoolID, state: PoolState) throws(LedgerError) -> [UInt8] {
        let sizes = Dictionary(state.sources.map { ($0.blob, Int($0.rows)) }, uniquingKeysWith: { first, _ in first })
        let located = try locate(rows, of: pool, sizes)
        let width = state.shape.width * 4
        var stretches: [BlobDigest: [Stretch]] = [:]
        var target = 0
        for (layer, places) in located.enumerated() {
            for place in places {
                let source = (layer * place.rows + Int(place.row)) * width
                stretches[place.blob, default: []].append(Stretch(source: source, target: target, count: width))
                target += width
            }
        }
        var bytes = [UInt8](repeating: 0, count: target)
        for (blob, parts) in stretches { try copy(parts.merged(), from: blob, into: &bytes) }
        return bytes
    }

    private func copy(_ parts: [Stretch], from blob: BlobDigest, into bytes: inout [UInt8]) throws(LedgerError) {
        let first = parts[0].source
        let end = parts.map { $0.source + $0.count }.max() ?? first
        // Many stretches of a small blob: read it once. Few of a large one: read just these.
        if end - first <= 8 << 20 || parts.count > 64 {
            for start in stride(from: first, to: end, by: 8 << 20) {
                let window = start..<min(start + 8 << 20, end)
                let content = try read(blob, from: window.lowerBound, count: window.count)
                guard content.count == window.count else { throw .unknownBlob(blob) }
                for part in parts { part.copy(from: content, at: window.lowerBound, into: &bytes) }
            }
            return
        }
        for part in parts {
            let content = try read(blob, from: part.source, count: part.count)
            guard content.count == part.count else { throw .unknownBlob(blob) }
            part.copy(from: content, at: part.source, into: &bytes)
        }
    }

    // MARK: - Where the bytes are now

    struct Place {
        let blob: BlobDigest
        let rows: Int
        let row: UInt32
    }

    /// Where each token's bytes lie: in its own blob, or, once retention dropped that, in the folded pool of a
    /// checkpoint.
    func locate(
        _ origins: [[SlotOrigin]], of pool: PoolID, _ sizes: [BlobDigest: Int]
    ) throws(LedgerError) -> [[Place]] {
        let kept = try keptBlobs(among: Set(origins.joined().map(\.blob)))
        var places = origins.map { list in
            list.map { origin in
                kept.contains(origin.blob)
                    ? sizes[origin.blob].map { Place(blob: origin.blob, rows: $0, row: origin.row) } : nil
            }
        }
        for checkpoint in places.joined().contains(where: { $0 == nil }) ? try foldedCheckpoints(of: pool) : [] {
            let folded = try foldedPlaces(checkpoint)
            for layer in origins.indices {
                for slot in origins[layer].indices where places[layer][slot] == nil {
                    places[layer][slot] = folded.place(of: origins[layer][slot], layer: layer)
                }
            }
            if !places.joined().contains(where: { $0 == nil }) { break }
        }
        return try zip(origins, places).map { (list, places) throws(LedgerError) in
            try zip(list, places).map { (origin, place) throws(LedgerError) in
                guard let place else { throw .unknownBlob(origin.blob) }
                return place
            }
        }
    }

    /// Which of these blobs are here with all their bytes.
    func keptBlobs(among wanted: Set<BlobDigest>) throws(LedgerError) -> Set<BlobDigest> {
        Set(
            try rows(
                "SELECT digest FROM blobs WHERE digest = ANY($1) AND received = size",
                [.byteStrings(wanted.map(\.bytes))]
            ) { row throws(LedgerError) in try row.digest(0) })
    }

    /// Where the tokens of a checkpoint's state lie in its folded pool.
    private struct FoldedPlaces {
        let content: BlobDigest
        /// For every layer, or for all of them, the row of an origin in the folded pool.
        let rows: [[SlotOrigin: UInt32]]
        let tokens: Int

        func place(of origin: SlotOrigin, layer: Int) -> Place? {
            rows[rows.count == 1 ? 0 : layer][origin].map { Place(blob: content, rows: tokens, row: $0) }
        }
    }

    /// The folded pools that are kept of a pool, the oldest first, and then those of the pools it was forked from.
    private func foldedCheckpoints(of pool: PoolID) throws(LedgerError) -> [(pool: PoolID, version: PoolVersion)] {
        try rows(
            """
            WITH RECURSIVE line AS (
                SELECT id, tenant, fork_pool, 0 AS depth FROM pools WHERE id = $1
                UNION SELECT p.id, p.tenant, p.fork_pool, l.depth + 1 FROM pools p
                JOIN line l ON p.uid = l.fork_pool AND p.tenant = l.tenant)
            SELECT c.pool, c.version FROM checkpoints c JOIN line l ON l.id = c.pool
            WHERE c.content IS NOT NULL ORDER BY l.depth, c.version
            """, [pool.sql]
        ) { row throws(LedgerError) in (try row.ordinal(0), try row.ordinal(1)) }
    }

    private func foldedPlaces(
        _ checkpoint: (pool: PoolID, version: PoolVersion)
    ) throws(LedgerError) -> FoldedPlaces {
        let found = try row(
            "SELECT state, content FROM checkpoints WHERE pool = $1 AND version = $2",
            [checkpoint.pool.sql, checkpoint.version.sql]
        ) { row throws(LedgerError) in
            let state: PoolState = try row.value(0)
            let lists = (0..<(state.shape.dropsPerLayer ? state.shape.layers : 1)).map { list in
                (0..<state.shape.shards).flatMap { state.origins(shard: $0, layer: list) }
            }
            let rows = lists.map { list in
                Dictionary(list.enumerated().map { ($1, UInt32($0)) }, uniquingKeysWith: { _, last in last })
            }
            return FoldedPlaces(content: try row.digest(1), rows: rows, tokens: lists[0].count)
        }
        guard let found else { throw .corrupt("a checkpoint of pool \(checkpoint.pool) is gone") }
        return found
    }
}

extension Stretch {
    fileprivate func copy(from content: [UInt8], at offset: Int, into bytes: inout [UInt8]) {
        let from = max(source, offset)
        let end = min(source + count, offset + content.count)
        guard from < end else { return }
        bytes.replaceSubrange(
            target + from - source..<target + end - source, with: content[from - offset..<end - offset])
    }
}

extension [Stretch] {
    /// The same stretches in the order of the source, neighbours joined.
    fileprivate func merged() -> [Stretch] {
        var joined: [Stretch] = []
        for next in sorted(by: { ($0.source, $0.target) < ($1.source, $1.target) }) {
            if let last = joined.last, last.source + last.count == next.source, last.target + last.count == next.target
            {
                joined[joined.count - 1] = Stretch(
                    source: last.source, target: last.target, count: last.count + next.count)
            } else {
                joined.append(next)
            }
        }
        return joined
    }
}
