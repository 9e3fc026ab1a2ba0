public import MemoryTypes

/// Where the token in a slot comes from: a row of a blob, in the slot's own layer.
public struct SlotOrigin: Hashable, Sendable {
    /// A delta, a base pool or a folded pool.
    public let blob: BlobDigest
    /// The row within a layer of the blob.
    public let row: UInt32

    public init(blob: BlobDigest, row: UInt32) {
        self.blob = blob
        self.row = row
    }
}

/// A blob of memory tokens: f32 little-endian, [L, rows, d] row-major.
public struct SlotSource: Hashable, Sendable {
    public let blob: BlobDigest
    /// Tokens per layer.
    public let rows: UInt32

    public init(blob: BlobDigest, rows: UInt32) {
        self.blob = blob
        self.rows = rows
    }
}

/// A slot by the number of its source in a list of sources.
public struct SlotPlace: Hashable, Sendable {
    public let source: UInt32
    public let row: UInt32

    public init(source: UInt32, row: UInt32) {
        self.source = source
        self.row = row
    }
}
