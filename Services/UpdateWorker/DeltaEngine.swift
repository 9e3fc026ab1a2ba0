package import MemoryTypes
package import Wire

/// What was made of a piece of a document.
package struct ComputedDelta: Sendable {
    /// How the document was cut, if the assignment did not say.
    package let cut: DocumentCut?
    /// m, rows per layer.
    package let rows: UInt32
    /// f32 little-endian, [L, m, d].
    package let bytes: [UInt8]
    package let digest: BlobDigest
    package let microseconds: UInt64

    package init(cut: DocumentCut?, rows: UInt32, bytes: [UInt8], digest: BlobDigest, microseconds: UInt64) {
        self.cut = cut
        self.rows = rows
        self.bytes = bytes
        self.digest = digest
        self.microseconds = microseconds
    }
}

/// Why no delta could be made.
package struct UpdateFault: Error, Equatable, Sendable {
    /// Whether trying again, here or elsewhere, is useless.
    package let isPermanent: Bool
    package let code: RefusalCode
    package let sentence: String

    package init(permanent: Bool, code: RefusalCode, _ sentence: String) {
        isPermanent = permanent
        self.code = code
        self.sentence = sentence
    }
}

/// Makes deltas, one after another, on a thread of its own.
package protocol DeltaEngine: Sendable {
    /// The delta of the piece that `assignment` names.
    ///
    /// - Parameter tail: the newest K rows per layer, f32 little-endian [L, K, d]; nil for an empty shard.
    func delta(for assignment: Assignment, tail: [UInt8]?) async throws(UpdateFault) -> ComputedDelta
}
