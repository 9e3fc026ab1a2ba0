internal import Bytes
public import MemoryTypes
public import Tensors

/// Memory tokens of all layers, [L, m, d]: what an update writes, or a whole pool.
public struct PoolDelta: Sendable {
    public let layers: Int
    /// Tokens per layer, m.
    public let rows: Int
    /// All rows, the layers one after another: [L m, d].
    public let values: Tensor

    /// - Parameter values: [L m, d].
    public init(layers: Int, values: Tensor) {
        precondition(layers > 0 && values.rows.isMultiple(of: layers), "\(values) for \(layers) layers")
        self.layers = layers
        rows = values.rows / layers
        self.values = values
    }

    /// From one tensor [m, d] per layer.
    public init(_ layers: [Tensor]) {
        self.init(layers: layers.count, values: Verbs.concatenate(layers))
    }

    /// The tokens of a layer, [m, d]; shares the memory.
    public subscript(layer: Int) -> Tensor { values[rows: layer * rows..<(layer + 1) * rows] }

    public var width: Int { values.columns }

    /// The newest `count` tokens of every layer.
    public func tail(_ count: Int) -> PoolDelta {
        count == rows ? self : PoolDelta((0..<layers).map { self[$0][rows: rows - count..<rows] })
    }

    /// The form that is stored and named: f32 little-endian, [L, m, d] row-major.
    public var bytes: [UInt8] { values.littleEndianBytes }

    /// - Throws: `blobSize` if `bytes` are not a whole number of tokens per layer.
    public init(layers: Int, width: Int, bytes: [UInt8]) throws(PoolStateError) {
        let row = layers * width * 4
        guard !bytes.isEmpty, bytes.count.isMultiple(of: row) else {
            throw .blobSize(found: bytes.count, wanted: max(1, bytes.count / row) * row)
        }
        do {
            let values = try Tensor(rows: bytes.count / (width * 4), columns: width, littleEndianBytes: bytes)
            self.init(layers: layers, values: values)
        } catch { throw .blobSize(found: bytes.count, wanted: bytes.count / row * row) }
    }

    public var digest: BlobDigest { BlobDigest(of: bytes) }

    /// theta' = [ keep(theta) ; delta ]: the pool after an update, in numbers.       Wang et al. 2024, section 3.1.2
    ///
    /// - Parameter forgotten: ascending slots, one list for all layers or one for each.
    public func replacing(forgotten: [[UInt32]], with delta: PoolDelta) -> PoolDelta {
        PoolDelta((0..<layers).map { layer in
            let list = forgotten[forgotten.count == 1 ? 0 : layer]
            let kept = (0..<UInt32(rows)).map { $0 }.removing(list)
            return Verbs.concatenate([self[layer].rows(kept), delta[layer]])
        })
    }

    /// The rows numbered `rows`, per layer the same.
    public func gathering(_ rows: [UInt32]) -> PoolDelta {
        PoolDelta((0..<layers).map { self[$0].rows(rows) })
    }
}

extension Array where Element == UInt32 {
    /// Without the elements at `ascending` places.
    func removing(_ ascending: [UInt32]) -> [UInt32] {
        var kept = self
        kept.removeSlots(ascending, appending: [])
        return kept
    }
}

extension Tensor {
    /// The rows of these numbers, in that order; neighbours are copied together.
    func rows(_ numbers: [UInt32]) -> Tensor {
        var draft = Draft(rows: numbers.count, columns: columns)
        var start = 0
        while start < numbers.count {
            var end = start + 1
            while end < numbers.count, numbers[end] == numbers[end - 1] + 1 { end += 1 }
            let first = Int(numbers[start])
            draft.write(self[rows: first..<first + (end - start)], atRow: start)
            start = end
        }
        return draft.seal()
    }
}
