public import Bytes
public import MemoryTypes

/// The end of an answer: enough to ask again and get the same.
///
/// generation worker -> client; kind 0x0205.
///
/// | field          | bytes    | meaning |
/// |----------------|----------|----------------------------------------------------------------------------------|
/// | `reason`       | 1        | 1 end of text, 2 stop string, 3 token limit, 4 cancelled, 5 deadline, 6 shutdown |
/// | `promptTokens` | 4        | tokens of the prompt, the chat template's included |
/// | `memoryTokens` | 4        | memory tokens read per layer |
/// | `newTokens`    | 4        | tokens of the answer |
/// | `poolVersion`  | 1 + 8    | the version that was read |
/// | `position`     | 1 + 8    | the record that made it |
/// | `stateHash`    | 1 + 32   | the state that was read |
/// | `model`        | 32       | the model |
/// | `seed`         | 8        | the seed that was used |
/// | `timings`      | 32       | where the time went |
/// | `documents`    | 4 + 20 n | most attention first |
public struct Done: Message, Hashable {
    public static let kind = MessageKind.done

    public let reason: FinishReason
    public let promptTokens: UInt32
    public let memoryTokens: UInt32
    public let newTokens: UInt32
    public let poolVersion: PoolVersion?
    public let position: LogPosition?
    public let stateHash: StateHash?
    public let model: ModelDigest
    public let seed: UInt64
    public let timings: AnswerTimings
    public let documents: [AttendedDocument]

    public init(
        reason: FinishReason, promptTokens: UInt32, memoryTokens: UInt32, newTokens: UInt32,
        poolVersion: PoolVersion? = nil, position: LogPosition? = nil, stateHash: StateHash? = nil, model: ModelDigest,
        seed: UInt64, timings: AnswerTimings, documents: [AttendedDocument]
    ) {
        self.reason = reason
        self.promptTokens = promptTokens
        self.memoryTokens = memoryTokens
        self.newTokens = newTokens
        self.poolVersion = poolVersion
        self.position = position
        self.stateHash = stateHash
        self.model = model
        self.seed = seed
        self.timings = timings
        self.documents = documents
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        reason = try FinishReason(from: &reader)
        promptTokens = try reader.read()
        memoryTokens = try reader.read()
        newTokens = try reader.read()
        poolVersion = try reader.readOptional()
        position = try reader.readOptional()
        stateHash = try reader.readOptional()
        model = try ModelDigest(from: &reader)
        seed = try reader.read()
        timings = try AnswerTimings(from: &reader)
        documents = try reader.readArray(count: 0...Limits.attendedDocumentsMax, elementBytesMin: 20)
    }

    public func write(to writer: inout ByteWriter) {
        reason.write(to: &writer)
        writer.write(promptTokens)
        writer.write(memoryTokens)
        writer.write(newTokens)
        writer.write(poolVersion)
        writer.write(position)
        writer.write(stateHash)
        model.write(to: &writer)
        writer.write(seed)
        timings.write(to: &writer)
        writer.write(documents)
    }
}
