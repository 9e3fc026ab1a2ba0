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

    /// English sentences of everyday matters, for any tokenizer: bank 1.
    ///
    /// - Parameters:
    ///   - count: how many of them, the first ones; ROME's published settings take 20, MEMIT's 5, MEMOIR's 10.
    ///   - beginning: tokens that begin every text.
    public static func english(
        _ count: Int, beginning: [Int32] = [], encode: (String) -> [Int32]
    ) -> PrefixBank {
        PrefixBank(version: 1, prefixes: sentences.prefix(count).map { beginning + encode($0) })
    }

    /// They are never changed, only followed by others under another version.
    static let sentences = [
        "The morning was cold and the street was empty.", "She closed the window before the rain began.",
        "Therefore the meeting was moved to Thursday.", "Because the road was closed, we took the train.",
        "I have been thinking about this for a while.", "You may want to write this down.",
        "The old clock in the hall stopped at noon.", "There were three letters on the kitchen table.",
        "Nobody expected the answer to be so simple.", "He read the notice twice and shook his head.",
        "In the end the plan worked better than we hoped.", "Most of the visitors had left by then.",
        "The report was short, but it was clear.", "After lunch they went back to the library.",
        "It is often said that practice helps.", "The children were playing behind the house.",
        "A few years later the bridge was repaired.", "My neighbour told me a story about it.",
        "Everything in the room was painted white.", "The next question was harder than the first.",
    ]

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
