public import Bytes
public import MemoryTypes

/// Asks for an answer.
///
/// client -> generation worker; kind 0x0203; scope read; answered by `Token` parts and `Done`.
///
/// | field            | bytes | meaning |
/// |------------------|-------|----------------------------------------------------------------------------|
/// | `pool`           | 1 + n | the pool to read; absent asks the model alone |
/// | `useMemory`      | 1     | false answers as if the pool were not there, for comparison |
/// | `prompt`         | 4 + n | UTF-8; empty if there are messages |
/// | `messages`       | 4 + n | a chat; empty if there is a prompt |
/// | `plain`          | 1     | whether the prompt is read as it stands, without the model's chat template |
/// | `sampling`       | n     | how tokens are drawn |
/// | `newTokensMax`   | 4     | tokens of the answer at most, 1 ... 65536 |
/// | `stop`           | 4 + n | the answer ends before the first of these |
/// | `wantsDocuments` | 1     | whether `Done` shall name the documents that were looked at |
public struct Ask: StreamingRequest, Hashable {
    public static let kind = MessageKind.ask
    public typealias Part = Token
    public typealias Reply = Done

    public let pool: PoolReference?
    public let useMemory: Bool
    public let prompt: String
    public let messages: [ChatMessage]
    public let plain: Bool
    public let sampling: Sampling
    public let newTokensMax: Int
    public let stop: [String]
    public let wantsDocuments: Bool

    public init(
        pool: PoolReference? = nil, useMemory: Bool, prompt: String, messages: [ChatMessage], plain: Bool,
        sampling: Sampling, newTokensMax: Int, stop: [String], wantsDocuments: Bool
    ) {
        self.pool = pool
        self.useMemory = useMemory
        self.prompt = prompt
        self.messages = messages
        self.plain = plain
        self.sampling = sampling
        self.newTokensMax = newTokensMax
        self.stop = stop
        self.wantsDocuments = wantsDocuments
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        pool = try reader.readOptional()
        useMemory = try reader.readBool()
        prompt = try reader.readString(bytes: 0...Limits.promptBytesMax)
        messages = try reader.readArray(count: 0...Limits.chatMessagesMax, elementBytesMin: 5)
        plain = try reader.readBool()
        sampling = try Sampling(from: &reader)
        newTokensMax = Int(try reader.read(Int32.self))
        stop = try reader.readStrings(count: 0...Limits.stopStringsMax, bytes: 1...Limits.stopBytesMax)
        wantsDocuments = try reader.readBool()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(pool)
        writer.write(useMemory)
        writer.write(prompt)
        writer.write(messages)
        writer.write(plain)
        sampling.write(to: &writer)
        writer.write(Int32(clamping: newTokensMax))
        writer.write(stop)
        writer.write(wantsDocuments)
    }

    public func validate() throws(Refusal) {
        guard (1...Limits.newTokensMax).contains(newTokensMax) else {
            throw Refusal(.invalidLimit, "newTokensMax is \(newTokensMax); allowed is 1 ... \(Limits.newTokensMax).")
        }
        guard !(prompt.isEmpty && messages.isEmpty) else { throw Refusal(.promptEmpty) }
        guard prompt.isEmpty || messages.isEmpty else {
            throw Refusal(.malformedPayload, "A query has a prompt or messages, not both.")
        }
        try sampling.validate()
    }
}
