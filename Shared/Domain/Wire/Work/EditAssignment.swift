public import Bytes
public import MemoryTypes

/// Edits to compute or to measure, and all that is needed for it.
///
/// | field               | bytes | meaning |
/// |---------------------|-------|---------|
/// | `job`               | 8     | the job |
/// | `token`             | 8     | goes back with the commit |
/// | `attempt`           | 4     | 1 the first time |
/// | `pool`              | 8     | the pool |
/// | `model`             | 32    | the model |
/// | `task`              | 1     | what is to be done |
/// | `edit`              | 16    | the edit it is about |
/// | `version`           | 8     | the pool's version when it was claimed |
/// | `absorptions`       | 8     | pieces the pool has absorbed since the edit |
/// | `stack`             | 4 + n | the edits in force, in order |
/// | `steps`             | 4 + n | what to compute, in order; of a measurement the edit itself |
/// | `items`             | 4 + n | what a measurement asks; the edit's own facts if there are none |
/// | `thresholds`        | n     | what it must keep to |
/// | `leaseMilliseconds` | 4     | the lease is good for so long |
/// | `secondsMax`        | 4     | the job is taken back after so long, however often the lease is renewed |
public struct EditAssignment: ByteCodable, Hashable, Sendable {
    public let job: JobID
    public let token: FencingToken
    public let attempt: UInt32
    public let pool: PoolID
    public let model: ModelDigest
    public let task: EditTask
    public let edit: EditID
    public let version: PoolVersion
    public let absorptions: UInt64
    public let stack: [StackedEdit]
    public let steps: [EditStep]
    public let items: [EditItem]
    public let thresholds: EditGuard
    public let leaseMilliseconds: UInt32
    public let secondsMax: UInt32

    public init(
        job: JobID, token: FencingToken, attempt: UInt32, pool: PoolID, model: ModelDigest, task: EditTask,
        edit: EditID, version: PoolVersion, absorptions: UInt64, stack: [StackedEdit], steps: [EditStep],
        items: [EditItem], thresholds: EditGuard, leaseMilliseconds: UInt32, secondsMax: UInt32
    ) {
        self.job = job
        self.token = token
        self.attempt = attempt
        self.pool = pool
        self.model = model
        self.task = task
        self.edit = edit
        self.version = version
        self.absorptions = absorptions
        self.stack = stack
        self.steps = steps
        self.items = items
        self.thresholds = thresholds
        self.leaseMilliseconds = leaseMilliseconds
        self.secondsMax = secondsMax
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        job = try JobID(from: &reader)
        token = try FencingToken(from: &reader)
        attempt = try reader.read()
        pool = try PoolID(from: &reader)
        model = try ModelDigest(from: &reader)
        task = try EditTask(from: &reader)
        edit = try EditID(from: &reader)
        version = try PoolVersion(from: &reader)
        absorptions = try reader.read()
        stack = try reader.readArray(count: 0...Limits.stackMax, elementBytesMin: 56)
        steps = try reader.readArray(count: 0...Limits.stackMax, elementBytesMin: 48)
        items = try reader.readArray(count: 0...Limits.editItemsMax, elementBytesMin: 17)
        thresholds = try EditGuard(from: &reader)
        leaseMilliseconds = try reader.read()
        secondsMax = try reader.read()
    }

    public func write(to writer: inout ByteWriter) {
        job.write(to: &writer)
        token.write(to: &writer)
        writer.write(attempt)
        pool.write(to: &writer)
        model.write(to: &writer)
        task.write(to: &writer)
        edit.write(to: &writer)
        version.write(to: &writer)
        writer.write(absorptions)
        writer.write(stack)
        writer.write(steps)
        writer.write(items)
        thresholds.write(to: &writer)
        writer.write(leaseMilliseconds)
        writer.write(secondsMax)
    }
}
