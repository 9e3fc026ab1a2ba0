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

    /// A piece of running text is at least so long, unless the file ends.
    static let pieceBytesMin = 1 << 20

    /// - Returns: nil if there are more records than `limits` allow.
    init?(_ file: MappedFile, layout: DatasetLayout, _ limits: DatasetLimits) {
        var isInside = false
        var (position, line) = (0, 1)
        while position < file.count {
            let end = file.lineFeed(from: position) ?? file.count
            let begins: Bool
            if layout == .pieces {
                begins = beginsPiece(file, position..<end, bytesMax: limits.recordBytesMax)
            } else {
                let isBlank = Self.isBlank(file, position..<end)
                begins = !isBlank && (layout == .lines || !isInside)
                isInside = !isBlank
            }
            if begins {
                guard count < limits.recordsMax else { return nil }
                append(offset: position, line: line)
            }
            position = end + 1
            line += 1
        }
    }

    private func beginsPiece(_ file: MappedFile, _ line: Range<Int>, bytesMax: Int) -> Bool {
        guard let start = offsets.last.map(Int.init) else { return true }
        if line.upperBound + 1 - start > bytesMax { return true }
        guard line.lowerBound - start >= Self.pieceBytesMin, !line.isEmpty else { return false }
        let around = file.bytes(in: line.lowerBound - 2..<line.lowerBound + 1)
        return around[0] > 0x20 && around[2] > 0x20
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
