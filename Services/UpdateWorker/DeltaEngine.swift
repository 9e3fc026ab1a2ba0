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

/// A piece that is to be read.
package struct ReadingTask: Sendable {
    package let assignment: Assignment
    /// The newest K rows per layer, f32 little-endian [L, K, d]; nil for an empty shard.
    package let tail: [UInt8]?
    /// Whether the work is useless by now, since the lease is lost. Cheap, and asked from the thread that computes.
    package let isLost: @Sendable () -> Bool

    package init(
        assignment: Assignment, tail: [UInt8]?, isLost: @escaping @Sendable () -> Bool = { false }
    ) {
        self.assignment = assignment
        self.tail = tail
        self.isLost = isLost
    }
}

/// Makes deltas on a thread of its own.
package protocol DeltaEngine: Sendable {
    /// The delta of the piece that the assignment names.
    ///
    /// - Throws: `leaseLost` if it was given up half-way.
    func delta(of task: ReadingTask) async throws(UpdateFault) -> ComputedDelta
}
