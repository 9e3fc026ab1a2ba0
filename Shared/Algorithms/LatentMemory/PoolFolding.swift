internal import MemoryTypes

extension PoolState {
    /// The bytes of the newest K tokens per layer of a shard, [L, K, d]: what the next update reads.
    ///
    /// - Parameter blob: gives the bytes of a source; asked once for each.
    /// - Returns: nil if the shard has not been filled.
    /// - Throws: `blobSize` if a blob has another size than its source says, and whatever `blob` throws.
    public func tailBytes<Fault: Error>(
        shard: Int, reading blob: (SlotSource) throws(Fault) -> [UInt8]
    ) throws(FoldingError<Fault>) -> [UInt8]? {
        guard isInitialised(shard: shard) else { return nil }
        return try bytes(layers: (0..<shape.layers).map { layer in
            Array(shards[shard].slots(layer: layer).suffix(shape.updateTokens))
        }, reading: blob)
    }

    /// The bytes of the whole pool, [L, N, d], the shards in order.
    ///
    /// - Returns: nil if a shard has not been filled.
    /// - Throws: as `tailBytes` does.
    public func foldedBytes<Fault: Error>(
        reading blob: (SlotSource) throws(Fault) -> [UInt8]
    ) throws(FoldingError<Fault>) -> [UInt8]? {
        guard shards.indices.allSatisfy(isInitialised) else { return nil }
        return try bytes(layers: (0..<shape.layers).map { layer in
            shards.flatMap { $0.slots(layer: layer) }
        }, reading: blob)
    }

    private func bytes<Fault: Error>(
        layers: [[SlotPlace]], reading blob: (SlotSource) throws(Fault) -> [UInt8]
    ) throws(FoldingError<Fault>) -> [UInt8] {
        var blobs: [UInt32: [UInt8]] = [:]
        let row = shape.width * 4
        var result: [UInt8] = []
        result.reserveCapacity(layers.reduce(0) { $0 + $1.count } * row)
        for (layer, places) in layers.enumerated() {
            for place in places {
                if blobs[place.source] == nil { blobs[place.source] = try read(place.source, blob) }
                let source = sources[Int(place.source)]
                let start = (layer * Int(source.rows) + Int(place.row)) * row
                if let bytes = blobs[place.source] { result.append(contentsOf: bytes[start..<start + row]) }
            }
        }
        return result
    }

    private func read<Fault: Error>(
        _ number: UInt32, _ blob: (SlotSource) throws(Fault) -> [UInt8]
    ) throws(FoldingError<Fault>) -> [UInt8] {
        let source = sources[Int(number)]
        let bytes: [UInt8]
        do { bytes = try blob(source) } catch { throw .blob(error) }
        let wanted = shape.layers * Int(source.rows) * shape.width * 4
        guard bytes.count == wanted else { throw .state(.blobSize(found: bytes.count, wanted: wanted)) }
        return bytes
    }
}

/// Why a pool's bytes could not be put together.
public enum FoldingError<Fault: Error>: Error {
    /// A blob could not be read.
    case blob(Fault)
    case state(PoolStateError)
}
