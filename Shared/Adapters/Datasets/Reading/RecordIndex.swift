internal import Files

/// Where the records of a file stand.
struct RecordIndex: Sendable {
    /// First byte of each record, ascending.
    private(set) var offsets: [UInt64] = []
    /// Line on which each record begins, from 1.
    private(set) var lines: [UInt32] = []

    var count: Int { offsets.count }

    mutating func append(offset: Int, line: Int) {
        offsets.append(UInt64(offset))
        lines.append(UInt32(clamping: line))
    }

    /// - Returns: nil if there are more than `recordsMax` records.
    init?(_ file: MappedFile, layout: DatasetLayout, recordsMax: Int) {
        var isInside = false
        var (position, line) = (0, 1)
        while position < file.count {
            let end = file.lineFeed(from: position) ?? file.count
            if Self.isBlank(file, position..<end) {
                isInside = false
            } else if layout == .lines || !isInside {
                guard count < recordsMax else { return nil }
                append(offset: position, line: line)
                isInside = true
            }
            position = end + 1
            line += 1
        }
    }

    private init() {}

    /// Runs of records for which `isSame` holds between neighbours become one.
    func grouped(by isSame: (Int, Int) -> Bool) -> RecordIndex {
        var result = RecordIndex()
        for record in 0..<count where record == 0 || !isSame(record - 1, record) {
            result.append(offset: Int(offsets[record]), line: Int(lines[record]))
        }
        return result
    }

    private static func isBlank(_ file: MappedFile, _ range: Range<Int>) -> Bool {
        // Blank lines are short: a line of a thousand blanks is somebody's mistake, and says so as a bad record.
        guard range.count <= 64 else { return false }
        return file.bytes(in: range).allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    }
}
