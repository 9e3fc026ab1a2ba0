public import MemoryTypes
public import Transformer

/// A document and its share of the attention that a row gave to memory.
public struct DocumentShare: Equatable, Sendable {
    public let document: DocumentID
    /// 0 ... 1.
    public let share: Float
}

/// Which document the token in each slot of a version came from.
///
/// It follows the slots, not the memory that their keys and values lie in, so that compaction leaves it as it is.
public struct SlotDocuments: Sendable {
    /// By source; nil for the tokens of a base pool.
    private let documents: [DocumentID?]
    private let shards: [SlotTable]

    init(documents: [DocumentID?], shards: [SlotTable]) {
        (self.documents, self.shards) = SlotTable.withoutUnused(documents, shards)
    }

    /// After a shard has forgotten slots and taken `rows` tokens of `document`.
    func absorbing(
        _ document: DocumentID?, rows: Int, shard: Int, forgotten: [[UInt32]], shardTokens: Int
    ) -> SlotDocuments {
        var tables = shards
        tables[shard].absorb(source: UInt32(documents.count), rows: rows, forgotten: forgotten, tokens: shardTokens)
        return SlotDocuments(documents: documents + [document], shards: tables)
    }

    /// The documents whose slots were looked at most, most first.
    ///
    /// Shares are of the attention on all slots of all layers: what the text and beta have is left out, and what the
    /// tokens of a base pool have belongs to no document. Of equals the one with the lower identifier comes first.
    ///
    /// - Parameter attention: of a sequence that reads this very version.
    public func shares(of attention: MemoryAttention, max count: Int) -> [DocumentShare] {
        var masses = [Double](repeating: 0, count: documents.count)
        for (layer, slots) in attention.layers.enumerated() {
            let places = shards.flatMap { $0.slots(layer: layer) }
            precondition(slots.count >= places.count, "attention on \(slots.count) slots for \(places.count)")
            // Before the slots stands beta, if the model has one.
            for (place, mass) in zip(places, slots.suffix(places.count)) { masses[Int(place.source)] += Double(mass) }
        }
        let total = masses.reduce(0, +)
        guard total > 0 else { return [] }
        var sums: [DocumentID: Double] = [:]
        for case (let document?, let mass) in zip(documents, masses) { sums[document, default: 0] += mass }
        let sorted = sums.sorted { first, second in
            guard first.value == second.value else { return first.value > second.value }
            return first.key.bytes.lexicographicallyPrecedes(second.key.bytes)
        }
        return sorted.prefix(count).map { DocumentShare(document: $0.key, share: Float(min(1, $0.value / total))) }
    }
}
