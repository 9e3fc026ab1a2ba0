internal import Bytes
package import Datasets
internal import Files
internal import Training

/// Counts records that training leaves out.
package struct OverlapCount {
    private static let bytesMax = 1 << 28
    private let filter: ExclusionFilter

    /// - Parameter exclusions: a file that `engram train exclusions` wrote.
    package init(exclusions path: String) throws(Failure) {
        do {
            filter = try ExclusionFilter(decoding: try readFile(path, bytesMax: Self.bytesMax))
        } catch let error as FilesError {
            throw Failure(.noInput, "The exclusions cannot be read: \(error)")
        } catch {
            throw Failure(.data, "\(path) is no file of exclusions: \(error)")
        }
    }

    package func row(
        path: String, scratch: String, report: (BadRecord) -> Void = { _ in }
    ) throws(Failure) -> OverlapReport.Row {
        do throws(DatasetsError) {
            let file = try DatasetFile(path: path, scratch: scratch)
            switch DatasetLayout(path: path) {
            case .lines:
                return try count(DatasetReader<StringsRecord>(file, order: .sequential, exclusions: filter), report)
            case .paragraphs, .pieces:
                return try count(DatasetReader<ParagraphRecord>(file, order: .sequential, exclusions: filter), report)
            }
        } catch {
            throw Failure(error)
        }
    }

    private func count<Record>(
        _ reader: DatasetReader<Record>, _ report: (BadRecord) -> Void
    ) throws(DatasetsError) -> OverlapReport.Row {
        var reader = reader
        while try reader.next(report: report) != nil {}
        let position = reader.position
        return OverlapReport.Row(
            name: reader.file.path, kept: position.given, excluded: position.excluded, bad: position.bad)
    }
}

/// What training leaves out.
package struct OverlapReport: Report {
    package struct Row: Encodable, Sendable {
        package let name: String
        package let kept, excluded, bad: Int
    }

    package let files: [Row]

    package func write(to terminal: Terminal) {
        var table = Table(.left("file"), .right("kept"), .right("left out"), .right("bad"))
        for row in files { table.add(row.name, "\(row.kept)", "\(row.excluded)", "\(row.bad)") }
        table.write(to: terminal)
    }
}
