internal import Bytes
internal import Foundation

/// A file of texts, read in pieces: plain text, or lines of JSON.
package struct CorpusFile {
    /// A piece of plain text is at least so long, unless the file ends.
    package static let pieceBytesMin = 1 << 20
    /// No line and no piece is longer.
    package static let pieceBytesMax = 16 << 20
    /// So many lines in a row that hold no text end the reading.
    package static let faultsMax = 10

    package let path: String
    /// The file's size.
    package let bytes: Int
    /// The member of a JSON line that holds the text; nil for plain text.
    private let field: String?
    private let handle: FileHandle

    /// A file whose name ends in `.jsonl` holds lines of JSON.
    package init(path: String, field: String) throws(Failure) {
        guard let handle = FileHandle(forReadingAtPath: path), let end = try? handle.seekToEnd(),
            (try? handle.seek(toOffset: 0)) != nil
        else { throw Failure(.noInput, "\(path) cannot be read.") }
        (self.path, self.handle, bytes) = (path, handle, Int(end))
        self.field = path.hasSuffix(".jsonl") ? field : nil
    }

    /// Gives every text, and how many bytes of the file are read so far.
    ///
    /// - Parameter warn: is told of each line that holds no text and is left out.
    /// - Throws: where plain text is not UTF-8, a line is too long, or too many lines in a row hold no text.
    package func forEachText(warn: (String) -> Void, _ body: (String, Int) throws -> Void) throws {
        let lines = CorpusLines(path: path, handle: handle)
        if let field { try forEachRecord(lines, field, warn, body) } else { try forEachPiece(lines, body) }
    }

    private func forEachRecord(
        _ lines: CorpusLines, _ field: String, _ warn: (String) -> Void, _ body: (String, Int) throws -> Void
    ) throws {
        var lines = lines
        var faults = 0
        while let line = try lines.next() {
            guard line.contains(where: { $0 > 0x20 }) else { continue }
            if let text = (try? JSON(parsing: line))?[field]?.string {
                faults = 0
                try body(text, lines.done)
                continue
            }
            let sentence = "\(path):\(lines.number) is not a JSON object with a \"\(field)\""
            faults += 1
            guard faults < Self.faultsMax else { throw Failure(.data, "\(sentence), like \(faults - 1) lines before.") }
            warn(sentence + "; left out.")
        }
    }

    /// Pieces are cut at a line end that has no white space on either side, so that they have the words of the whole.
    private func forEachPiece(_ lines: CorpusLines, _ body: (String, Int) throws -> Void) throws {
        var lines = lines
        var piece: [UInt8] = []
        var first = 1
        while let line = try lines.next() {
            let isCut = piece.count >= Self.pieceBytesMin && piece[piece.count - 2] > 0x20 && line[0] > 0x20
            if isCut || piece.count + line.count > Self.pieceBytesMax {
                try body(text(of: piece, from: first), lines.done - line.count)
                (piece, first) = ([], lines.number)
            }
            piece += line
        }
        if !piece.isEmpty { try body(text(of: piece, from: first), lines.done) }
    }

    private func text(of piece: [UInt8], from first: Int) throws(Failure) -> String {
        if let text = String(validating: piece, as: UTF8.self) { return text }
        let lines = piece.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let fault = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
        throw Failure(
            .data, "\(path):\(first + fault) is not UTF-8.", advice: "Convert it: iconv -f latin1 -t utf-8")
    }
}
