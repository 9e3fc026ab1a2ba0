public import Bytes

/// One field of a place in the factbook.
public struct FieldRecord: LineRecord {
    public let place: String
    public let region: String
    /// Section, field and what is below it.
    public let path: [String]
    public let text: String

    public init(_ line: JSON) throws(RecordError) {
        place = try line.text("place")
        region = line["region"]?.string ?? ""
        path = try line.texts("path")
        text = try line.text("text")
        guard !place.isEmpty, !path.isEmpty, !text.isEmpty else { throw RecordError("a member is empty") }
    }

    public var texts: [String] { [text] }
}
