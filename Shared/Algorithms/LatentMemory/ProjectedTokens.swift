public import MemoryTypes
public import Tensors
internal import Transformer

/// Un-rotated keys, and values, of memory tokens in every layer.
///
/// They depend on the token, the layer and the reading adapter alone, not on the slot, so an update costs the keys and
/// values of its K new tokens whatever N is.
public struct ProjectedTokens: Sendable {
    /// One [m, G h] pair per layer.
    public let layers: [KeyValueRows]
    /// The document they came from; nil for a base pool.
    public private(set) var document: DocumentID?

    public init(layers: [KeyValueRows]) { self.layers = layers }

    /// The same tokens, known to come from `document`.
    public func of(_ document: DocumentID?) -> ProjectedTokens {
        var tokens = self
        tokens.document = document
        return tokens
    }

    init(_ tokens: PoolDelta, decoder: Decoder, pass: Pass) {
        var evaluator = ImmediateEvaluator(decoder.configuration, pass: pass, groups: [])
        layers = decoder.layers.map { layer in
            let rows = layer.keysAndValues(of: tokens[layer.index], with: &evaluator)
            return KeyValueRows(keys: rows.keys, values: rows.values)
        }
    }

    /// Tokens per layer.
    public var rows: Int { layers.first?.keys.rows ?? 0 }
}

extension KeyValueRows {
    /// The rows at `places` of several tensors, in order; neighbours are copied together.
    static func gathering(_ places: [SlotPlace], from sources: [KeyValueRows]) -> KeyValueRows {
        KeyValueRows(
            keys: gather(places, from: sources.map(\.keys)), values: gather(places, from: sources.map(\.values)))
    }

    private static func gather(_ places: [SlotPlace], from sources: [Tensor]) -> Tensor {
        var draft = Draft(rows: places.count, columns: sources.first?.columns ?? 0)
        var start = 0
        while start < places.count {
            let source = places[start].source, row = Int(places[start].row)
            var end = start + 1
            while end < places.count, places[end].source == source, Int(places[end].row) == row + end - start {
                end += 1
            }
            draft.write(sources[Int(source)][rows: row..<row + end - start], atRow: start)
            start = end
        }
        return draft.seal()
    }
}
