public import Bytes

/// Why an entry is no record of the wanted kind.
public struct RecordError: Error, Equatable, Sendable {
    public let reason: String
    /// Lines after the record's first.
    public let line: Int

    public init(_ reason: String, line: Int = 0) {
        self.reason = reason
        self.line = line
    }
}

/// What one entry of a file says.
public protocol DatasetRecord: Sendable {
    init(_ entry: DatasetEntry) throws(RecordError)

    /// What a model would be trained on: the texts that are compared with those kept for evaluation.
    var texts: [String] { get }
}

/// A record that stands as one JSON object on one line.
public protocol LineRecord: DatasetRecord {
    init(_ line: JSON) throws(RecordError)
}

extension LineRecord {
    public init(_ entry: DatasetEntry) throws(RecordError) { try self.init(JSON(line: entry.bytes)) }
}

extension JSON {
    init(line bytes: [UInt8], number: Int = 0) throws(RecordError) {
        do { self = try JSON(parsing: bytes) } catch { throw RecordError(error.description, line: number) }
    }

    /// The string of a member that must be there.
    func text(_ name: String) throws(RecordError) -> String {
        guard let value = self[name] else { throw RecordError("the member \(name) is missing") }
        guard let text = value.string else { throw RecordError("\(name) is \(value.kind), not a string") }
        return text
    }

    /// The strings of a member: an array of them, or one alone, or the array `text` inside it (Hugging Face's SQuAD).
    func texts(_ name: String) throws(RecordError) -> [String] {
        guard let value = self[name] else { throw RecordError("the member \(name) is missing") }
        if let one = value.string { return [one] }
        guard let list = value.array ?? value["text"]?.array else {
            throw RecordError("\(name) is \(value.kind), not an array of strings")
        }
        let texts = list.compactMap { $0.string ?? $0["text"]?.string }
        guard texts.count == list.count else { throw RecordError("\(name) holds something else than strings") }
        return texts
    }
}
