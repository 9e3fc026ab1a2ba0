public import Bytes

/// Where one tensor of a safetensors file stands.
public struct SafetensorsEntry: Equatable, Sendable {
    public let name: String
    public let type: ScalarType
    /// Sizes of the axes, outermost first; empty for a scalar.
    public let shape: [Int]
    /// Its bytes, counted from the start of the file; row-major, little-endian.
    public let range: Range<Int>

    /// How many numbers it holds.
    public var count: Int { range.count / type.size }

    /// Type and shape in words, as in `F32 [4, 720, 128]`.
    public var form: String { "\(type.rawValue) \(shape)" }
}

/// The header of a safetensors file: eight bytes of length, and then JSON that names every tensor.
struct SafetensorsHeader {
    /// The same bound as the format's own reader has.
    static let bytesMax = 100_000_000

    let metadata: [String: String]
    let entries: [SafetensorsEntry]

    /// - Parameters:
    ///   - json: the header after its length.
    ///   - data: the rest of the file's bytes, which the tensors must cover without a gap.
    init(json: [UInt8], data: Range<Int>, file: String) throws(CheckpointsError) {
        let object = try Self.object(json, file: file)
        metadata = try Self.metadata(of: object, file: file)
        var entries: [SafetensorsEntry] = []
        for member in object.members where member.name != "__metadata__" {
            let reader = EntryReader(name: member.name, file: file, data: data)
            entries.append(try reader.entry(member.value))
        }
        self.entries = entries.sorted {
            ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
        }
        try Self.requireCover(of: data, by: self.entries, file: file)
    }

    private static func object(_ json: [UInt8], file: String) throws(CheckpointsError) -> JSONObject {
        let value: JSON
        do { value = try JSON(parsing: json) } catch {
            throw .malformed(
                file: file, found: "a header that is \(error)", wanted: "a JSON object that names the tensors")
        }
        guard case .object(let object) = value else {
            throw .malformed(
                file: file, found: "a header that is \(value.kind)", wanted: "a JSON object that names the tensors")
        }
        if let name = object.duplicateName { throw .tensor(name, file: file, found: "two of this name", wanted: "one") }
        return object
    }

    private static func metadata(of object: JSONObject, file: String) throws(CheckpointsError) -> [String: String] {
        guard let value = object["__metadata__"] else { return [:] }
        guard case .object(let members) = value else {
            throw .malformed(file: file, found: "__metadata__ that is \(value.kind)", wanted: "an object of strings")
        }
        var metadata: [String: String] = [:]
        for member in members.members {
            guard let text = member.value.string else {
                throw .malformed(
                    file: file, found: "__metadata__ field \"\(member.name)\" that is \(member.value.kind)",
                    wanted: "a string")
            }
            metadata[member.name] = text
        }
        return metadata
    }

    private static func requireCover(of data: Range<Int>, by entries: [SafetensorsEntry], file: String)
        throws(CheckpointsError)
    {
        var end = data.lowerBound
        for entry in entries {
            guard entry.range.lowerBound == end else {
                let found =
                    entry.range.lowerBound < end ? "bytes that another tensor has too" : "unused bytes before it"
                throw .tensor(
                    entry.name, file: file,
                    found: "\(found) (data_offsets start at \(entry.range.lowerBound - data.lowerBound))",
                    wanted: "a start at \(end - data.lowerBound)")
            }
            end = entry.range.upperBound
        }
        guard end == data.upperBound else {
            throw .malformed(
                file: file, found: "\(data.count) bytes of tensors",
                wanted: "\(end - data.lowerBound), as the header says")
        }
    }
}

/// Reads the description of one tensor.
private struct EntryReader {
    let name: String
    let file: String
    let data: Range<Int>

    func entry(_ value: JSON) throws(CheckpointsError) -> SafetensorsEntry {
        let type = try type(value["dtype"])
        let shape = try shape(value["shape"])
        let offsets = try offsets(value["data_offsets"])
        var bytes = type.size
        for size in shape {
            let (product, overflow) = bytes.multipliedReportingOverflow(by: size)
            guard !overflow else { throw error(found: "shape \(shape)", wanted: "a shape whose bytes fit 64 bits") }
            bytes = product
        }
        guard bytes == offsets.count else {
            throw error(
                found: "\(offsets.count) bytes (data_offsets)", wanted: "\(bytes) bytes for \(type.rawValue) \(shape)")
        }
        let start = data.lowerBound + offsets.lowerBound
        return SafetensorsEntry(name: name, type: type, shape: shape, range: start..<start + offsets.count)
    }

    private func type(_ value: JSON?) throws(CheckpointsError) -> ScalarType {
        guard let text = value?.string else { throw error(found: "no dtype", wanted: "a dtype such as F32") }
        guard let type = ScalarType(rawValue: text) else {
            throw error(
                found: "dtype \(text)", wanted: "one of \(ScalarType.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return type
    }

    private func shape(_ value: JSON?) throws(CheckpointsError) -> [Int] {
        guard let sizes = value?.array, sizes.count <= 16 else {
            throw error(found: "no shape, or one of more than 16 axes", wanted: "a list of sizes")
        }
        var shape: [Int] = []
        for size in sizes {
            guard let number = size.integer, number >= 0 else {
                throw error(found: "a shape with a size of \(size)", wanted: "whole numbers from 0")
            }
            shape.append(number)
        }
        return shape
    }

    private func offsets(_ value: JSON?) throws(CheckpointsError) -> Range<Int> {
        guard let pair = value?.array, pair.count == 2, let start = pair[0].integer, let end = pair[1].integer else {
            throw error(found: "no data_offsets", wanted: "a start and an end")
        }
        guard 0 <= start, start <= end, end <= data.count else {
            throw error(
                found: "data_offsets \(start) to \(end)",
                wanted: "a start and a larger end within the file's \(data.count) bytes of tensors")
        }
        return start..<end
    }

    private func error(found: String, wanted: String) -> CheckpointsError {
        .tensor(name, file: file, found: found, wanted: wanted)
    }
}
