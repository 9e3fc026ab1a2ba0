internal import Foundation

/// The lines of a file, with their ends, one after another.
struct CorpusLines {
    let path: String
    private let handle: FileHandle
    private var block: [UInt8] = []
    private var start = 0
    /// The number of the last line, from 1.
    private(set) var number = 0
    /// Bytes of the lines so far.
    private(set) var done = 0

    init(path: String, handle: FileHandle) { (self.path, self.handle) = (path, handle) }

    /// - Throws: where a line is longer than a piece may be, or the file cannot be read.
    mutating func next() throws(Failure) -> [UInt8]? {
        var line: [UInt8] = []
        while true {
            if start == block.count {
                guard try refill() else { break }
            }
            let end = block[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? block.count
            line += block[start..<end]
            start = end
            guard line.count <= CorpusFile.pieceBytesMax else {
                let most = Amounts.bytes(UInt64(CorpusFile.pieceBytesMax))
                throw Failure(.data, "\(path):\(number + 1) is longer than \(most).")
            }
            if line.last == UInt8(ascii: "\n") { break }
        }
        guard !line.isEmpty else { return nil }
        number += 1
        done += line.count
        return line
    }

    private mutating func refill() throws(Failure) -> Bool {
        do { block = Array(try handle.read(upToCount: 1 << 20) ?? Data()) } catch {
            throw Failure(.io, "\(path) cannot be read: \(error)")
        }
        start = 0
        return !block.isEmpty
    }
}
