internal import Bytes
internal import Datasets
package import Training

/// Reads files whose texts are kept for evaluation.
package struct ExclusionCollection {
    private var builder = ExclusionBuilder()
    private var rows: [ExclusionReport.Row] = []

    package init() {}

    package mutating func add(path: String, scratch: String) throws(Failure) {
        do throws(DatasetsError) {
            let file = try DatasetFile(path: path, scratch: scratch)
            switch DatasetLayout(path: path) {
            case .lines: try add(DatasetReader<StringsRecord>(file, order: .sequential))
            case .paragraphs, .pieces: try add(DatasetReader<ParagraphRecord>(file, order: .sequential))
            }
        } catch {
            throw Failure(error)
        }
    }

    private mutating func add<Record>(_ reader: DatasetReader<Record>) throws(DatasetsError) {
        var reader = reader
        while let record = try reader.next() {
            for text in record.texts { builder.add(text) }
        }
        let name = reader.file.path.split(separator: "/").suffix(2).joined(separator: "/")
        builder.add(
            source: ExclusionSource(name: name, digest: reader.file.digest, records: reader.position.given))
        rows.append(
            ExclusionReport.Row(
                name: name, records: reader.position.given, bad: reader.position.bad,
                sha256: reader.file.digest.hexadecimal))
    }

    package consuming func build() -> (ExclusionFilter, ExclusionReport) {
        let filter = builder.build()
        let report = ExclusionReport(
            sources: rows, run: filter.run, gram: filter.gram, hashes: filter.count, bytes: filter.encoded().count)
        return (filter, report)
    }
}

/// What was hashed.
package struct ExclusionReport: Report {
    package struct Row: Encodable, Sendable {
        package let name: String
        package let records, bad: Int
        package let sha256: String
    }

    package let sources: [Row]
    /// Words in a row that may not be shared, and words of one hash.
    package let run, gram: Int
    package let hashes, bytes: Int

    package func write(to terminal: Terminal) {
        var table = Table(.left("file"), .right("records"), .right("bad"), .left("SHA-256"))
        for row in sources { table.add(row.name, "\(row.records)", "\(row.bad)", String(row.sha256.prefix(16))) }
        table.write(to: terminal)
        terminal.line(
            "\(hashes) hashes of \(gram) words, \(Amounts.bytes(UInt64(bytes))); no shared run of \(run) words escapes")
    }
}
