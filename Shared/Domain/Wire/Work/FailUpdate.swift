public import Bytes
public import MemoryTypes

/// Says that a job failed.
///
/// worker -> store; kind 0x1019; scope service; answered by `Acknowledged`.
///
/// | field       | bytes | meaning |
/// |-------------|-------|---------------------------------|
/// | `worker`    | 8     | its number |
/// | `job`       | 8     | the job |
/// | `token`     | 8     | the lease's token |
/// | `permanent` | 1     | whether trying again is useless |
/// | `code`      | 2     | a refusal code |
/// | `text`      | 4 + n | what happened |
public struct FailUpdate: Request, Hashable {
    public static let kind = MessageKind.failUpdate
    public typealias Reply = Acknowledged

    public let worker: UInt64
    public let job: JobID
    public let token: FencingToken
    public let permanent: Bool
    public let code: UInt16
    public let text: String

    public init(worker: UInt64, job: JobID, token: FencingToken, permanent: Bool, code: UInt16, text: String) {
        self.worker = worker
        self.job = job
        self.token = token
        self.permanent = permanent
        self.code = code
        self.text = text
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        worker = try reader.read()
        job = try JobID(from: &reader)
        token = try FencingToken(from: &reader)
        permanent = try reader.readBool()
        code = try reader.read()
        text = try reader.readString(bytes: 0...Limits.sentenceBytesMax)
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(worker)
        job.write(to: &writer)
        token.write(to: &writer)
        writer.write(permanent)
        writer.write(code)
        writer.write(text)
    }
}
