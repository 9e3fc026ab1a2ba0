public import Bytes
public import MemoryTypes

/// Hands over what an edit job has computed. The token and the stack it was computed on guard it; the same a second
/// time is no second deed.
///
/// worker -> store; kind 0x101f; scope service; answered by `EditCommitted`.
///
/// | field                 | bytes | meaning |
/// |-----------------------|-------|---------|
/// | `worker`              | 8     | its number |
/// | `job`                 | 8     | the job |
/// | `token`               | 8     | the lease's token |
/// | `stack`               | 32    | digest of the stack the assignment named, see `StackedEdit` |
/// | `results`             | 4 + n | one for each step, in order; none of a measurement |
/// | `measures`            | n     | measured with all results in force |
/// | `computeMicroseconds` | 8     | time it took |
/// | `wantsNext`           | 1     | whether the reply shall bring the next work |
public struct CommitEdit: Request, Hashable {
    public static let kind = MessageKind.commitEdit
    public typealias Reply = EditCommitted

    public let worker: UInt64
    public let job: JobID
    public let token: FencingToken
    public let stack: BlobDigest
    public let results: [EditResult]
    public let measures: EditMeasures
    public let computeMicroseconds: UInt64
    public let wantsNext: Bool

    public init(
        worker: UInt64, job: JobID, token: FencingToken, stack: BlobDigest, results: [EditResult],
        measures: EditMeasures, computeMicroseconds: UInt64, wantsNext: Bool
    ) {
        self.worker = worker
        self.job = job
        self.token = token
        self.stack = stack
        self.results = results
        self.measures = measures
        self.computeMicroseconds = computeMicroseconds
        self.wantsNext = wantsNext
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        worker = try reader.read()
        job = try JobID(from: &reader)
        token = try FencingToken(from: &reader)
        stack = try BlobDigest(from: &reader)
        results = try reader.readArray(count: 0...Limits.stackMax, elementBytesMin: 122)
        measures = try EditMeasures(from: &reader)
        computeMicroseconds = try reader.read()
        wantsNext = try reader.readBool()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(worker)
        job.write(to: &writer)
        token.write(to: &writer)
        stack.write(to: &writer)
        writer.write(results)
        measures.write(to: &writer)
        writer.write(computeMicroseconds)
        writer.write(wantsNext)
    }
}
