public import Bytes
public import MemoryTypes

/// Texts that prompts are tried after, so that an edit does not depend on its prompt standing at the beginning: token
/// lists with a version, since sampled ones could not be drawn again.
public struct PrefixBank: ByteCodable, Hashable, Sendable {
    public let version: UInt32
    /// Complete sentences, as they stand at the beginning of a text.
    public let prefixes: [[Int32]]

    public static let empty = PrefixBank(version: 0, prefixes: [])

    public init(version: UInt32, prefixes: [[Int32]]) {
        self.version = version
        self.prefixes = prefixes
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        version = try reader.read()
        prefixes = try reader.readArray(count: 0...4096, elementBytesMin: 4) { reader throws(BytesError) in
            try reader.readTokens()
        }
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(version)
        writer.writeArray(prefixes) { $1.write(tokens: $0) }
    }

    public var digest: BlobDigest { BlobDigest(of: encoded) }
}

extension EditRequest {
    /// The prompt alone, and after each of the prefixes.
    package func templates(_ prefixes: [[Int32]]) -> [SubjectPrompt] {
        [prompt] + prefixes.map { prefix in
            SubjectPrompt(
                tokens: prefix + continuation.tokens,
                subject: continuation.subject.map { $0.lowerBound + prefix.count..<$0.upperBound + prefix.count })
        }
    }
}
