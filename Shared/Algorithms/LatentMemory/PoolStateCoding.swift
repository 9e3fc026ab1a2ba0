public import Bytes
internal import MemoryTypes

/// The canonical form of a state: sources in the order of their first use, so that equal states have equal bytes.
///
///     model 32, shape, u32 count and (digest 32, u32 rows)..., for every shard: u32 lists, each u32 count and
///     (u32 source, u32 row)...
extension PoolState: ByteCodable {
    /// A bound on the distinct blobs of one state; every slot may come from its own.
    static let sourcesMax = PoolShape.tokensMax

    public init(from reader: inout ByteReader) throws(BytesError) {
        let model = try ModelDigest(from: &reader)
        let shape = try PoolShape(from: &reader)
        let sources = try reader.readArray(count: 0...Self.sourcesMax, elementBytesMin: 36) {
            reader throws(BytesError) in try SlotSource(from: &reader)
        }
        guard Set(sources).count == sources.count else { throw .value(field: "sources", found: "one of them twice") }
        var shards: [SlotTable] = []
        for _ in 0..<shape.shards {
            shards.append(try Self.readTable(from: &reader, shape: shape, sources: sources))
        }
        self.init(model: model, shape: shape, sources: sources, shards: shards)
    }

    private static func readTable(
        from reader: inout ByteReader, shape: PoolShape, sources: [SlotSource]
    ) throws(BytesError) -> SlotTable {
        let wanted = shape.dropsPerLayer ? shape.layers : 1
        let lists = try reader.readArray(count: wanted...wanted, elementBytesMin: 4) {
            reader throws(BytesError) in try readList(from: &reader, shape: shape, sources: sources)
        }
        guard lists.allSatisfy({ $0.count == lists[0].count }) else {
            throw .value(field: "slots", found: "layers of different lengths")
        }
        return SlotTable(lists: lists)
    }

    private static func readList(
        from reader: inout ByteReader, shape: PoolShape, sources: [SlotSource]
    ) throws(BytesError) -> [SlotPlace] {
        let list = try reader.readArray(count: 0...shape.shardTokens, elementBytesMin: 8) {
            reader throws(BytesError) in
            let place = SlotPlace(source: try reader.read(), row: try reader.read())
            guard place.source < sources.count, place.row < sources[Int(place.source)].rows else {
                throw .value(field: "slot", found: "source \(place.source) row \(place.row)")
            }
            return place
        }
        guard list.isEmpty || list.count == shape.shardTokens else {
            throw .length(found: list.count, allowed: shape.shardTokens...shape.shardTokens)
        }
        return list
    }

    public func write(to writer: inout ByteWriter) {
        let (sources, tables) = compacted()
        model.write(to: &writer)
        shape.write(to: &writer)
        writer.writeArray(sources) { $0.write(to: &$1) }
        for table in tables {
            writer.writeArray(table.lists) { list, writer in
                writer.writeArray(list) { place, writer in
                    writer.write(place.source)
                    writer.write(place.row)
                }
            }
        }
    }

    /// The blobs that slots refer to, in the order of their first use, and the tables by their numbers in that order.
    public func compacted() -> (sources: [SlotSource], shards: [SlotTable]) {
        var numbers = [UInt32?](repeating: nil, count: sources.count)
        var used: [SlotSource] = []
        let tables = shards.map { table in
            SlotTable(lists: table.lists.map { list in
                list.map { place in
                    let old = Int(place.source)
                    if numbers[old] == nil {
                        numbers[old] = UInt32(used.count)
                        used.append(sources[old])
                    }
                    return SlotPlace(source: numbers[old] ?? 0, row: place.row)
                }
            })
        }
        return (used, tables)
    }
}

extension SlotSource: ByteCodable {
    public init(from reader: inout ByteReader) throws(BytesError) {
        self.init(blob: try BlobDigest(from: &reader), rows: try reader.read())
    }

    public func write(to writer: inout ByteWriter) {
        blob.write(to: &writer)
        writer.write(rows)
    }
}
