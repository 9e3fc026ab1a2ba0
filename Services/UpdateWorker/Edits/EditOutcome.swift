package import MemoryTypes
package import Wire

/// What came of an edit assignment, as it is handed over.
package struct EditOutcome: Sendable {
    package struct Blob: Sendable {
        package let digest: BlobDigest
        package let bytes: [UInt8]
    }

    /// One for each step; none of a measurement.
    package let results: [EditResult]
    /// Artifacts that do not ride in the message.
    package let longArtifacts: [Blob]
    package let measures: EditMeasures
    package let microseconds: UInt64
}
