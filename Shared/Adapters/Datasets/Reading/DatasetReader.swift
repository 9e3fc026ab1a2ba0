internal import Bytes
public import Training

/// Takes the records of a file one by one, pass after pass.
///
/// What comes next is a function of the file, the order, the exclusions and the position: a reader made anew from a
/// stored position goes on exactly where the other one stood.
public struct DatasetReader<Record: DatasetRecord>: Sendable {
    public let file: DatasetFile
    public private(set) var position: DatasetPosition
    private let order: DatasetOrder
    private let read: @Sendable (DatasetEntry) throws(RecordError) -> Record
    private let exclusions: ExclusionFilter?
    private let epochsMax: Int
    private var givenBefore: Int

    /// - Parameters:
    ///   - exclusions: records with a text that shares a run of words with these are left out, and counted.
    ///   - position: where a reader of the same file stood.
    ///   - epochsMax: passes until the end.
    ///   - read: what an entry says, where that is not the record's own way.
    /// - Throws: `changed` if the position was taken in another file.
    public init(
        _ file: DatasetFile, order: DatasetOrder, exclusions: ExclusionFilter? = nil,
        from position: DatasetPosition = DatasetPosition(), epochsMax: Int = 1,
        read: @escaping @Sendable (DatasetEntry) throws(RecordError) -> Record = { (entry) throws(RecordError) in
            try Record(entry)
        }
    ) throws(DatasetsError) {
        let digest = file.digest.hexadecimal
        guard position.digest.isEmpty || position.digest == digest, (0...file.count).contains(position.next) else {
            throw .changed(path: file.path)
        }
        (self.file, self.order, self.exclusions, self.epochsMax) = (file, order, exclusions, epochsMax)
        self.read = read
        self.position = position
        self.position.digest = digest
        givenBefore = position.next == 0 ? position.given : -1
    }

    /// The next record that can be used, or nil when `epochsMax` passes are done.
    ///
    /// - Parameter report: is told of every bad record.
    /// - Throws: `badRun` after too many bad records in a row; `empty` after a whole pass without a record.
    public mutating func next(report: (BadRecord) -> Void = { _ in }) throws(DatasetsError) -> Record? {
        while position.epoch < epochsMax {
            guard position.next < file.count else {
                try finishPass()
                continue
            }
            let place = order.place(position.next, epoch: position.epoch, of: file.count)
            position.next += 1
            switch record(at: place) {
            case .failure(let bad): try note(bad, report)
            case .success(let record):
                position.badRun = 0
                if isExcluded(record) {
                    position.excluded += 1
                } else {
                    position.given += 1
                    return record
                }
            }
        }
        return nil
    }

    private mutating func finishPass() throws(DatasetsError) {
        guard position.given != givenBefore else { throw .empty(path: file.path) }
        givenBefore = position.given
        position.epoch += 1
        position.next = 0
    }

    private mutating func note(_ bad: BadRecord, _ report: (BadRecord) -> Void) throws(DatasetsError) {
        position.bad += 1
        position.badRun += 1
        report(bad)
        guard position.badRun < file.limits.badRunMax else { throw .badRun(count: position.badRun, last: bad) }
    }

    private func record(at place: Int) -> Result<Record, BadRecord> {
        file.entry(place).flatMap { entry in
            do throws(RecordError) {
                return .success(try read(entry))
            } catch {
                return .failure(file.bad(place, line: error.line, error.reason))
            }
        }
    }

    private func isExcluded(_ record: Record) -> Bool {
        guard let exclusions else { return false }
        return record.texts.contains(where: exclusions.holdsRun)
    }
}
