internal import Bytes
public import Files

/// A safetensors file, mapped into memory. Opening it reads the header alone.
public struct SafetensorsFile: Sendable {
    public let file: MappedFile
    /// The header's `__metadata__`.
    public let metadata: [String: String]
    /// All tensors in the order of their bytes.
    public let entries: [SafetensorsEntry]
    private let places: [String: Int]

    public var path: String { file.path }

    /// - Throws: `file`, or `malformed` and `tensor` where the header is no header: too long for the file or above
    ///   100 MB, not JSON, a name that stands twice, an unknown type, sizes that do not fit the offsets, offsets that
    ///   overlap, leave a gap or leave the file.
    public init(path: String) throws(CheckpointsError) {
        do { file = try MappedFile(path: path) } catch { throw .file(error) }
        guard file.count >= 8 else {
            throw .malformed(
                file: path, found: "\(file.count) bytes", wanted: "a safetensors file: 8 bytes of header length first")
        }
        let length = file.bytes(in: 0..<8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(SafetensorsHeader.bytesMax) else {
            throw .malformed(
                file: path, found: "a header length of \(length) bytes", wanted: "at most \(SafetensorsHeader.bytesMax)"
            )
        }
        let end = 8 + Int(length)
        guard end <= file.count else {
            throw .malformed(
                file: path, found: "\(file.count) bytes", wanted: "at least \(end), as the header length says")
        }
        let header = try SafetensorsHeader(json: file.bytes(in: 8..<end), data: end..<file.count, file: path)
        metadata = header.metadata
        entries = header.entries
        places = Dictionary(uniqueKeysWithValues: header.entries.enumerated().map { ($1.name, $0) })
    }

    /// Nil if the file has no such tensor.
    public func entry(named name: String) -> SafetensorsEntry? { places[name].map { entries[$0] } }

    /// The tensor `name`, which must be there and have this shape, if one is given.
    public func entry(_ name: String, shape: [Int]?) throws(CheckpointsError) -> SafetensorsEntry {
        let wanted = shape.map { "a tensor of shape \($0)" } ?? "a tensor"
        guard let entry = entry(named: name) else { throw .missingTensor(name, file: path, wanted: wanted) }
        guard shape == nil || entry.shape == shape else {
            throw .tensor(name, file: path, found: entry.form, wanted: wanted)
        }
        return entry
    }

    /// All numbers of a tensor of any type but F8, row-major, rounded to `Float`.
    public func floats(_ name: String, shape: [Int]? = nil) throws(CheckpointsError) -> [Float] {
        try read(name, shape: shape, wanted: "a number type of 16 bits or more, or integers", decodeFloats)
    }

    /// All numbers of a tensor of any type but F8, row-major.
    public func doubles(_ name: String, shape: [Int]? = nil) throws(CheckpointsError) -> [Double] {
        try read(name, shape: shape, wanted: "a number type of 16 bits or more, or integers", decodeDoubles)
    }

    /// All numbers of a tensor of integers or booleans, row-major.
    public func integers(_ name: String, shape: [Int]? = nil) throws(CheckpointsError) -> [Int] {
        try read(name, shape: shape, wanted: "integers below 2^63", decodeIntegers)
    }

    private func read<Value>(
        _ name: String, shape: [Int]?, wanted: String, _ decode: (RawSpan, ScalarType) -> [Value]?
    ) throws(CheckpointsError) -> [Value] {
        let entry = try entry(name, shape: shape)
        guard let values = file.withBytes(in: entry.range, { decode($0, entry.type) }) else {
            throw .tensor(name, file: path, found: entry.form, wanted: wanted)
        }
        return values
    }
}
