/// The bytes of one record, which may be several lines.
public struct DatasetEntry: Sendable {
    public let bytes: [UInt8]

    public init(bytes: [UInt8]) { self.bytes = bytes }

    /// The lines that are not blank, each with its number counted from the record's first.
    var lines: [(number: Int, bytes: [UInt8])] {
        bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
            .filter { line in !line.element.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }
            .map { (number: $0.offset, bytes: Array($0.element)) }
    }
}
