internal import Bytes
internal import Compression
internal import Files

/// A file of records, open at any of them.
///
/// The whole of an .xz file is unpacked once, into a file without a name in `scratch`; a plain file is read where it
/// is. Memory holds 12 bytes a record and no text: the bytes are mapped, and the system takes them back when it
/// likes. The records can so be read in any order, and a true permutation of all of them costs what a shuffle in
/// blocks costs.
public struct DatasetFile: Sendable {
    public let path: String
    /// SHA-256 of the file as it lies on the disk.
    public let digest: [UInt8]
    let limits: DatasetLimits
    private let content: MappedFile
    private let index: RecordIndex

    /// - Parameters:
    ///   - layout: what the file's name says, if nil.
    ///   - scratch: a folder with room for the unpacked file.
    public init(
        path: String, layout: DatasetLayout? = nil, scratch: String, limits: DatasetLimits = DatasetLimits()
    ) throws(DatasetsError) {
        let opened = try Opening(path: path, scratch: scratch, bytesMax: limits.fileBytesMax)
        let layout = layout ?? DatasetLayout(path: path)
        guard let index = RecordIndex(opened.content, layout: layout, limits) else {
            throw .tooLarge(path: path, what: "records", allowed: limits.recordsMax)
        }
        self.init(path: path, digest: opened.digest, limits: limits, content: opened.content, index: index)
    }

    private init(path: String, digest: [UInt8], limits: DatasetLimits, content: MappedFile, index: RecordIndex) {
        (self.path, self.digest, self.limits, self.content, self.index) = (path, digest, limits, content, index)
    }

    /// Records, bad ones included.
    public var count: Int { index.count }

    /// Bytes of the content, unpacked.
    public var byteCount: Int { content.count }

    /// The same file with neighbouring records in one when `member` has the same value in both of them.
    ///
    /// Every record is parsed once. One that is no JSON stays by itself.
    public func grouped(by member: String) -> DatasetFile {
        var (value, place): (JSON?, Int) = (nil, -1)
        let groups = index.grouped { left, right in
            if place != left { value = self.value(of: member, in: left) }
            let before = value
            (value, place) = (self.value(of: member, in: right), right)
            return before != nil && before == value
        }
        return DatasetFile(path: path, digest: digest, limits: limits, content: content, index: groups)
    }

    private func value(of member: String, in record: Int) -> JSON? {
        guard case .success(let entry) = entry(record), let json = try? JSON(parsing: entry.bytes) else { return nil }
        return json[member]
    }

    /// The record at `place` in the order of the file, or why it is bad.
    public func entry(_ place: Int) -> Result<DatasetEntry, BadRecord> {
        precondition((0..<count).contains(place), "record \(place) of \(count)")
        let start = Int(index.offsets[place])
        let end = place + 1 < count ? Int(index.offsets[place + 1]) : content.count
        guard end - start <= limits.recordBytesMax else {
            return .failure(bad(place, "the record is longer than \(limits.recordBytesMax) bytes"))
        }
        return .success(DatasetEntry(bytes: content.bytes(in: start..<end)))
    }

    func bad(_ place: Int, line: Int = 0, _ reason: String) -> BadRecord {
        BadRecord(path: path, line: Int(index.lines[place]) + line, reason: reason)
    }
}

/// A file's bytes, unpacked, and the digest of what lies on the disk.
private struct Opening {
    private static let pieceBytes = 1 << 20

    let content: MappedFile
    let digest: [UInt8]

    init(path: String, scratch: String, bytesMax: Int) throws(DatasetsError) {
        digest = try Self.digest(of: path)
        content = path.hasSuffix(".xz") ? try Self.unpacked(path, scratch, bytesMax) : try Self.mapped(path)
        guard content.count <= bytesMax else { throw .tooLarge(path: path, what: "bytes", allowed: bytesMax) }
    }

    private static func digest(of path: String) throws(DatasetsError) -> [UInt8] {
        do {
            var file = try FileReader(path: path)
            var sum = SHA256Stream()
            while true {
                let piece = try file.next(atMost: pieceBytes)
                if piece.isEmpty { return sum.finish() }
                sum.update(piece)
            }
        } catch {
            throw .file(error)
        }
    }

    private static func mapped(_ path: String) throws(DatasetsError) -> MappedFile {
        do { return try MappedFile(path: path) } catch { throw .file(error) }
    }

    private static func unpacked(_ path: String, _ scratch: String, _ bytesMax: Int) throws(DatasetsError) -> MappedFile
    {
        var target: ScratchFile
        do { target = try ScratchFile(folder: scratch) } catch { throw .file(error) }
        var source = try reader(path)
        var count = 0
        while true {
            let piece: [UInt8]
            do { piece = try source.next(atMost: pieceBytes) } catch { throw .compression(error) }
            count += piece.count
            guard count <= bytesMax else { throw .tooLarge(path: path, what: "bytes", allowed: bytesMax) }
            do {
                if piece.isEmpty { return try target.mapped() }
                try target.write(piece)
            } catch {
                throw .file(error)
            }
        }
    }

    private static func reader(_ path: String) throws(DatasetsError) -> XZReader {
        do { return try XZReader(path: path) } catch { throw .compression(error) }
    }
}
