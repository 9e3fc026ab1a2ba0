internal import LatentMemory
internal import MemoryTypes
internal import Wire

extension PoolManifest {
    /// The slots of every shard.
    ///
    /// - Throws: `internalFault` if a slot does not lie in a source, or a shard has not as many as the shape says.
    func slotTables() throws(Refusal) -> [SlotTable] {
        guard initialised else { return Array(repeating: SlotTable(lists: [[]]), count: shape.shards) }
        guard shards.count == shape.shards else { throw unfit("\(shards.count) shards") }
        var tables: [SlotTable] = []
        for shard in shards {
            tables.append(SlotTable(lists: try shard.lists.map { list throws(Refusal) in try places(list) }))
        }
        guard tables.allSatisfy({ $0.lists.count == 1 || $0.lists.count == shape.layers }) else {
            throw unfit("its lists")
        }
        return tables
    }

    private func places(_ list: [SlotReference]) throws(Refusal) -> [SlotPlace] {
        guard list.isEmpty || list.count == shape.shardTokens else { throw unfit("\(list.count) slots in a shard") }
        var places: [SlotPlace] = []
        places.reserveCapacity(list.count)
        for slot in list {
            guard slot.source < UInt32(sources.count), slot.row < sources[Int(slot.source)].rows else {
                throw unfit("row \(slot.row) of source \(slot.source)")
            }
            places.append(SlotPlace(source: slot.source, row: slot.row))
        }
        return places
    }

    private func unfit(_ what: String) -> Refusal {
        Refusal(.internalFault, "The manifest of pool \(name) at version \(version) does not fit its shape: \(what).")
    }
}
