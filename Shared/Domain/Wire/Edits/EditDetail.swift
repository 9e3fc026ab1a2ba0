public import Bytes
public import MemoryTypes

/// An edit and all that is known of it.
///
/// ingest -> client; kind 0x0a05.
///
/// | field          | bytes | meaning |
/// |----------------|-------|---------|
/// | `name`         | 4 + n | its pool |
/// | `summary`      | n     | the edit |
/// | `draft`        | 1 + n | what was asked; absent once it is erased |
/// | `seed`         | 8     | seeds all it draws |
/// | `thresholds`   | n     | what it had to keep to |
/// | `job`          | 1 + 8 | the job under way; not a measurement that the store asks for by itself |
/// | `errorCode`    | 2     | the last failure's refusal code; 0 if none |
/// | `error`        | 4 + n | the last failure |
/// | `entry`        | 1 + n | its newest place in the log |
/// | `measurements` | 4 + n | what was measured, oldest first |
public struct EditDetail: Message, Hashable {
    public static let kind = MessageKind.editDetail

    public let name: PoolName
    public let summary: EditSummary
    public let draft: EditDraft?
    public let seed: UInt64
    public let thresholds: EditGuard
    public let job: JobID?
    public let errorCode: UInt16
    public let error: String
    public let entry: EditEntry?
    public let measurements: [EditMeasurement]

    public init(
        name: PoolName, summary: EditSummary, draft: EditDraft? = nil, seed: UInt64, thresholds: EditGuard,
        job: JobID? = nil, errorCode: UInt16, error: String, entry: EditEntry? = nil, measurements: [EditMeasurement]
    ) {
        self.name = name
        self.summary = summary
        self.draft = draft
        self.seed = seed
        self.thresholds = thresholds
        self.job = job
        self.errorCode = errorCode
        self.error = error
        self.entry = entry
        self.measurements = measurements
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        name = try PoolName(from: &reader)
        summary = try EditSummary(from: &reader)
        draft = try reader.readOptional()
        seed = try reader.read()
        thresholds = try EditGuard(from: &reader)
        job = try reader.readOptional()
        errorCode = try reader.read()
        error = try reader.readString(bytes: 0...Limits.sentenceBytesMax)
        entry = try reader.readOptional()
        measurements = try reader.readArray(count: 0...Limits.measurementsMax, elementBytesMin: 67)
    }

    public func write(to writer: inout ByteWriter) {
        name.write(to: &writer)
        summary.write(to: &writer)
        writer.write(draft)
        writer.write(seed)
        thresholds.write(to: &writer)
        writer.write(job)
        writer.write(errorCode)
        writer.write(error)
        writer.write(entry)
        writer.write(measurements)
    }
}
