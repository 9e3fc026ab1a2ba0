internal import Bytes
public import Training

/// The usable records of a file, any of them at any time: what is drawn is a function of a number, and no position has
/// to be kept.
///
/// The file is read through once at the beginning; memory holds 4 bytes a record.
public struct RecordDeck<Record: DatasetRecord>: Sendable {
    public let file: DatasetFile
    /// What the reading met; `given` counts records that were good and not excluded, usable or not.
    public let met: DatasetPosition
    private let places: [UInt32]

    /// - Parameters:
    ///   - exclusions: records with a text that shares a run of words with these are left out, and counted.
    ///   - report: is told of every bad record.
    ///   - isUsable: others are left out too.
    /// - Throws: `badRun` after too many bad records in a row; `empty` where nothing is usable.
    public init(
        _ file: DatasetFile, exclusions: ExclusionFilter?, report: (BadRecord) -> Void = { _ in },
        where isUsable: (Record) -> Bool
    ) throws(DatasetsError) {
        var reader = try DatasetReader<Record>(file, order: .sequential, exclusions: exclusions)
        var places: [UInt32] = []
        while let record = try reader.next(report: report) {
            if isUsable(record) { places.append(UInt32(reader.position.next - 1)) }
        }
        guard !places.isEmpty else { throw .empty(path: file.path) }
        (self.file, self.places, met) = (file, places, reader.position)
    }

    public var count: Int { places.count }

    /// - Parameter number: 0 ..< count.
    /// - Throws: `changed` if the file is no longer what it was.
    public func record(_ number: Int) throws(DatasetsError) -> Record {
        guard case .success(let entry) = file.entry(Int(places[number])) else { throw .changed(path: file.path) }
        do throws(RecordError) { return try Record(entry) } catch { throw .changed(path: file.path) }
    }
}
