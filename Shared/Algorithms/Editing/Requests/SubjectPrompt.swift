public import Bytes

/// A prompt in tokens, and where its subject stands.
public struct SubjectPrompt: ByteCodable, Hashable, Sendable {
    public let tokens: [Int32]
    /// The tokens of the subject; nil if it has none.
    public let subject: Range<Int>?

    public init(tokens: [Int32], subject: Range<Int>?) {
        precondition(subject.map { $0.lowerBound >= 0 && !$0.isEmpty && $0.upperBound <= tokens.count } ?? true,
                     "subject \(subject ?? 0..<0) of \(tokens.count) tokens")
        self.tokens = tokens
        self.subject = subject
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        tokens = try reader.readTokens()
        let subject = try reader.readOptional { reader throws(BytesError) in
            (Int(try reader.read(UInt32.self)), Int(try reader.read(UInt32.self)))
        }
        guard let subject else {
            self.subject = nil
            return
        }
        guard subject.0 < subject.1, subject.1 <= tokens.count else {
            throw .value(field: "subject", found: "\(subject.0) ..< \(subject.1) of \(tokens.count) tokens")
        }
        self.subject = subject.0..<subject.1
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(tokens: tokens)
        writer.writeOptional(subject) { range, writer in
            writer.write(UInt32(range.lowerBound))
            writer.write(UInt32(range.upperBound))
        }
    }
}

extension ByteReader {
    /// A list of token ids as artifacts and requests keep them.
    mutating func readTokens() throws(BytesError) -> [Int32] {
        try readArray(count: 0...EditRequest.tokensMax, elementBytesMin: 4) { reader throws(BytesError) in
            try reader.read(Int32.self)
        }
    }
}

extension ByteWriter {
    mutating func write(tokens: [Int32]) { writeArray(tokens) { $1.write($0) } }
}
