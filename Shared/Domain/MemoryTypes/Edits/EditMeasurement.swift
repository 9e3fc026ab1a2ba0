public import Bytes

/// Measures of an edit, and when they were taken.
///
/// | field         | bytes | meaning |
/// |---------------|-------|---------|
/// | `occasion`    | 1     | why |
/// | `absorptions` | 8     | pieces the pool had absorbed since the edit |
/// | `version`     | 8     | the version it was measured at |
/// | `time`        | 8     | when |
/// | `measures`    | n     | the numbers |
public struct EditMeasurement: ByteCodable, Hashable, Sendable {
    public let occasion: MeasureOccasion
    public let absorptions: UInt64
    public let version: PoolVersion
    public let time: Timestamp
    public let measures: EditMeasures

    public init(
        occasion: MeasureOccasion, absorptions: UInt64, version: PoolVersion, time: Timestamp, measures: EditMeasures
    ) {
        self.occasion = occasion
        self.absorptions = absorptions
        self.version = version
        self.time = time
        self.measures = measures
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        occasion = try MeasureOccasion(from: &reader)
        absorptions = try reader.read()
        version = try PoolVersion(from: &reader)
        time = try Timestamp(from: &reader)
        measures = try EditMeasures(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        occasion.write(to: &writer)
        writer.write(absorptions)
        version.write(to: &writer)
        time.write(to: &writer)
        measures.write(to: &writer)
    }
}
