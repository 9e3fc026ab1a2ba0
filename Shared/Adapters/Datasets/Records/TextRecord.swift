public import Bytes

/// A piece of running text: an article, a part of a book, a paragraph.
public struct TextRecord: LineRecord {
    /// Empty where the file has none.
    public let title: String
    public let text: String

    public init(title: String = "", text: String) {
        self.title = title
        self.text = text
    }

    /// `text`, and `title` where there is one: wiki2015, wiki_new2018, books.
    public init(_ line: JSON) throws(RecordError) { try self.init(line, member: "text") }

    /// A text that another member holds.
    public init(_ entry: DatasetEntry, member: String) throws(RecordError) {
        try self.init(JSON(line: entry.bytes), member: member)
    }

    private init(_ line: JSON, member: String) throws(RecordError) {
        self.init(title: line["title"]?.string ?? "", text: try line.text(member))
        guard !text.isEmpty else { throw RecordError("\(member) is empty") }
    }

    public var texts: [String] { [text] }
}

/// A piece of a plain text file as it stands, line ends and all.
public struct VerbatimRecord: DatasetRecord {
    public let text: String

    public init(_ entry: DatasetEntry) throws(RecordError) {
        guard let text = String(validating: entry.bytes, as: UTF8.self) else {
            let lines = entry.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            let bad = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
            throw RecordError("is not UTF-8", line: bad)
        }
        self.text = text
    }

    public var texts: [String] { [text] }
}

/// A paragraph of a plain text file; line ends inside become blanks.
public struct ParagraphRecord: DatasetRecord {
    public let text: String

    public init(_ entry: DatasetEntry) throws(RecordError) {
        let lines = entry.lines
        for line in lines where String(validating: line.bytes, as: UTF8.self) == nil {
            throw RecordError("is not UTF-8", line: line.number)
        }
        text = lines.map { String(decoding: $0.bytes, as: UTF8.self).trimmed }.joined(separator: " ")
    }

    public var texts: [String] { [text] }
}

extension String {
    /// Without white space at either end.
    var trimmed: String {
        let head = drop(while: \.isWhitespace)
        guard let end = head.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(head[...end])
    }
}
