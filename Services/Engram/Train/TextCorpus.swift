internal import Datasets

/// The texts of one file, from the first to the last: what a vocabulary is learnt from, or statistics are taken of.
struct TextCorpus {
    private let file: DatasetFile
    /// The member of a JSON line that holds the text; nil for plain text.
    private let member: String?

    /// Whether the file is one text from its beginning to its end, in pieces.
    var isPlain: Bool { member == nil }

    /// A file whose name ends in `.jsonl` or `.jsonl.xz` holds lines of JSON.
    init(path: String, member: String, scratch: String) throws(Failure) {
        let isJSON = path.hasSuffix(".jsonl") || path.hasSuffix(".jsonl.xz")
        self.member = isJSON ? member : nil
        do throws(DatasetsError) {
            file = try DatasetFile(path: path, layout: isJSON ? .lines : .pieces, scratch: scratch)
        } catch { throw Failure(error) }
    }

    /// Gives every text, and how many of the file's records are read so far, and of how many.
    ///
    /// - Parameter warn: is told of each record that holds no text and is left out.
    func forEachText(warn: (String) -> Void, _ body: (String, _ done: Int, _ of: Int) throws -> Void) throws {
        do {
            if let member {
                try forEach(
                    DatasetReader<TextRecord>(file, order: .sequential) { (entry) throws(RecordError) in
                        try TextRecord(entry, member: member)
                    }, warn, body)
            } else {
                try forEach(DatasetReader<VerbatimRecord>(file, order: .sequential), warn, body)
            }
        } catch let error as DatasetsError { throw Failure(error) }
    }

    private func forEach<Record>(
        _ reader: DatasetReader<Record>, _ warn: (String) -> Void, _ body: (String, Int, Int) throws -> Void
    ) throws {
        var reader = reader
        while let record = try reader.next(report: { warn("\($0); left out.") }) {
            for text in record.texts { try body(text, reader.position.next, file.count) }
        }
    }
}

extension Failure {
    /// A data set that cannot be read.
    init(_ error: DatasetsError) {
        switch error {
        case .file: self.init(.noInput, "\(error)")
        default: self.init(.data, "\(error)")
        }
    }
}
