import Bytes
import Datasets
import Files
import Foundation
import Testing
import Training

@Suite("Files of records")
struct DatasetTests {
    private func open(_ text: String, name: String = "set.jsonl", limits: DatasetLimits = DatasetLimits()) throws
        -> (file: DatasetFile, folder: URL)
    {
        let folder = FileManager.default.temporaryDirectory.appending(path: "dataset-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appending(path: name).path
        try writeAtomically(Array(text.utf8), to: path)
        return (try DatasetFile(path: path, scratch: folder.path, limits: limits), folder)
    }

    private func lines(_ count: Int) -> String {
        (0..<count).map { #"{"title": "t\#($0)", "text": "text \#($0)"}"# + "\n" }.joined()
    }

    private func titles(
        _ file: DatasetFile, _ order: DatasetOrder, from position: DatasetPosition = DatasetPosition(), epochs: Int = 1
    ) throws -> [String] {
        var reader = try DatasetReader<TextRecord>(file, order: order, from: position, epochsMax: epochs)
        var titles: [String] = []
        while let record = try reader.next() { titles.append(record.title) }
        return titles
    }

    @Test("a shuffled pass takes every record once, and passes and seeds differ", arguments: [1, 2, 3, 17, 64, 1000])
    func permutation(count: Int) throws {
        let (file, folder) = try open(lines(count))
        defer { try? FileManager.default.removeItem(at: folder) }
        let all = (0..<count).map { "t\($0)" }
        #expect(try titles(file, .sequential) == all)
        let two = try titles(file, .shuffled(seed: 1), epochs: 2)
        #expect(Set(two.prefix(count)) == Set(all) && Set(two.suffix(count)) == Set(all))
        guard count > 10 else { return }
        #expect(Array(two.prefix(count)) != all && two.prefix(count) != two.suffix(count))
        #expect(try titles(file, .shuffled(seed: 2)) != Array(two.prefix(count)))
        // A permutation leaves one place as it was, on average.
        #expect(zip(two, all).count(where: ==) < 10)
    }

    @Test("a reader made from a stored position goes on exactly where the other one stood", arguments: [0, 1, 17, 45])
    func resumes(stop: Int) throws {
        let (file, folder) = try open(lines(16))
        defer { try? FileManager.default.removeItem(at: folder) }
        let whole = try titles(file, .shuffled(seed: 9), epochs: 3)
        var reader = try DatasetReader<TextRecord>(file, order: .shuffled(seed: 9), epochsMax: 3)
        for _ in 0..<stop { _ = try reader.next() }
        let stored = try JSONEncoder().encode(reader.position)
        let position = try JSONDecoder().decode(DatasetPosition.self, from: stored)
        #expect(try titles(file, .shuffled(seed: 9), from: position, epochs: 3) == Array(whole.dropFirst(stop)))
    }

    @Test("a position of another file is refused") func otherFile() throws {
        let (file, folder) = try open(lines(4))
        let (other, second) = try open(lines(5))
        defer { for folder in [folder, second] { try? FileManager.default.removeItem(at: folder) } }
        var reader = try DatasetReader<TextRecord>(file, order: .sequential)
        _ = try reader.next()
        let position = reader.position
        #expect(throws: DatasetsError.changed(path: other.path)) {
            _ = try DatasetReader<TextRecord>(other, order: .sequential, from: position)
        }
    }

    @Test("a bad record is reported with its file and line, and skipped") func badRecords() throws {
        let (file, folder) = try open("\n{\"text\": \"a\"}\n\n{\"text\": 3}\nnothing\n{\"text\": \"b\"}")
        defer { try? FileManager.default.removeItem(at: folder) }
        var reader = try DatasetReader<TextRecord>(file, order: .sequential)
        var bad: [BadRecord] = []
        var texts: [String] = []
        while let record = try reader.next(report: { bad.append($0) }) { texts.append(record.text) }
        #expect(texts == ["a", "b"])
        #expect(bad.map(\.line) == [4, 5])
        #expect(bad.allSatisfy { $0.path == file.path })
        #expect(reader.position.bad == 2 && reader.position.given == 2)
    }

    @Test("a run of bad records ends the reading, and a good one between them does not") func badRun() throws {
        var limits = DatasetLimits()
        limits.badRunMax = 3
        let (mixed, first) = try open("x\nx\n{\"text\": \"a\"}\nx\nx\n", limits: limits)
        let (broken, second) = try open("{\"text\": \"a\"}\nx\nx\nx\n{\"text\": \"b\"}\n", limits: limits)
        defer { for folder in [first, second] { try? FileManager.default.removeItem(at: folder) } }
        #expect(try titles(mixed, .sequential) == [""])
        let error = #expect(throws: DatasetsError.self) { try titles(broken, .sequential) }
        guard case .badRun(3, let last) = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(last.line == 4)
    }

    @Test("a file without a usable record ends an endless reading") func empty() throws {
        let (blank, first) = try open("\n \n")
        let (bad, second) = try open("x\ny\n")
        defer { for folder in [first, second] { try? FileManager.default.removeItem(at: folder) } }
        for file in [blank, bad] {
            #expect(throws: DatasetsError.empty(path: file.path)) { try titles(file, .sequential, epochs: .max) }
        }
    }

    @Test("too long a record is bad; too many of them, or too many bytes, are refused") func limits() throws {
        var limits = DatasetLimits()
        limits.recordBytesMax = 40
        let (file, folder) = try open(lines(2) + #"{"text": "\#(String(repeating: "x", count: 40))"}"#, limits: limits)
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try titles(file, .sequential) == ["t0", "t1"])
        limits.recordsMax = 2
        #expect(throws: DatasetsError.tooLarge(path: file.path, what: "records", allowed: 2)) {
            try DatasetFile(path: file.path, scratch: folder.path, limits: limits)
        }
        limits.fileBytesMax = 10
        #expect(throws: DatasetsError.tooLarge(path: file.path, what: "bytes", allowed: 10)) {
            try DatasetFile(path: file.path, scratch: folder.path, limits: limits)
        }
    }

    @Test("paragraphs of a plain text stand between blank lines") func paragraphs() throws {
        let (file, folder) = try open("One\n  two \n\n\n three.\r\n\r\nfour", name: "book.txt")
        defer { try? FileManager.default.removeItem(at: folder) }
        var reader = try DatasetReader<ParagraphRecord>(file, order: .sequential)
        var texts: [String] = []
        while let record = try reader.next() { texts.append(record.text) }
        #expect(texts == ["One two", "three.", "four"])
    }

    @Test("records that share a kept run are left out, and counted") func excluded() throws {
        var builder = ExclusionBuilder()
        let run = (0..<13).map { "kept\($0)" }.joined(separator: " ")
        builder.add(run)
        let (file, folder) = try open(lines(3) + #"{"title": "x", "text": "So \#(run.uppercased())!"}"#)
        defer { try? FileManager.default.removeItem(at: folder) }
        var reader = try DatasetReader<TextRecord>(file, order: .shuffled(seed: 4), exclusions: builder.build())
        while let record = try reader.next() { #expect(record.title != "x") }
        #expect(reader.position.given == 3 && reader.position.excluded == 1)
    }

    @Test("running text comes as a whole, or in pieces cut between words that are together the whole")
    func pieces() throws {
        let sentences = String(repeating: " Zwölf Boxkämpfer.", count: 40)
        let long = (0..<3000).map { "\($0)\(sentences)" + ($0 % 7 == 0 ? "\n" : " \n\n") }.joined()
        for text in ["one\n\ntwo", long] {
            let pieces = try verbatim(text).texts
            #expect(pieces.joined() == text && (pieces.count > 1) == (text == long))
            for piece in pieces.dropLast() { #expect(piece.utf8.count >= 1 << 20 && piece.hasSuffix(".\n")) }
        }
        // Where white space is at every line's end, a piece ends when it would be too long.
        var limits = DatasetLimits()
        limits.recordBytesMax = 3 << 16
        let blanks = String(repeating: "word \n", count: 1 << 16)
        let pieces = try verbatim(blanks, limits: limits).texts
        #expect(pieces.joined() == blanks && pieces.count == 2)
    }

    @Test("a piece of running text that is not UTF-8 is named by the line that is not") func badPiece() throws {
        let (texts, bad) = try verbatim(bytes: Array("fine\nalso\nna".utf8) + [0xEF] + Array("ve\n".utf8))
        #expect(texts.isEmpty && bad.map(\.line) == [3])
    }

    private func verbatim(
        _ text: String = "", bytes: [UInt8]? = nil, limits: DatasetLimits = DatasetLimits()
    ) throws -> (texts: [String], bad: [BadRecord]) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "dataset-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "a.txt").path
        try writeAtomically(bytes ?? Array(text.utf8), to: path)
        let file = try DatasetFile(path: path, layout: .pieces, scratch: folder.path, limits: limits)
        var reader = try DatasetReader<VerbatimRecord>(file, order: .sequential)
        var bad: [BadRecord] = [], texts: [String] = []
        do throws(DatasetsError) {
            while let record = try reader.next(report: { bad.append($0) }) { texts.append(record.text) }
        } catch { guard case .empty = error else { throw error } }
        return (texts, bad)
    }
}
