public import Bytes
internal import Files

/// Writes a safetensors file tensor by tensor; the file appears under its name at `finish`, wholly or not at all.
///
/// The tensors are announced first, since the header stands before them.
public struct SafetensorsWriter: ~Copyable {
    public struct Announcement: Equatable, Sendable {
        public let name: String
        public let type: ScalarType
        public let shape: [Int]

        public init(_ name: String, _ type: ScalarType, _ shape: [Int]) {
            self.name = name
            self.type = type
            self.shape = shape
        }

        var bytes: Int { shape.reduce(type.size, *) }
    }

    private var file: AtomicFile
    private let total: Int
    private var written = 0

    /// - Precondition: the names differ and none is `__metadata__`.
    public init(
        path: String, tensors: [Announcement], metadata: [String: String] = [:]
    ) throws(CheckpointsError) {
        total = tensors.reduce(0) { $0 + $1.bytes }
        file = try Self.begun(path, Self.header(tensors, metadata))
    }

    private static func begun(_ path: String, _ header: [UInt8]) throws(CheckpointsError) -> AtomicFile {
        do {
            var file = try AtomicFile(path: path)
            try file.write(header)
            return file
        } catch { throw .file(error) }
    }

    /// The next bytes of the tensors, in the order they were announced; row-major, little-endian.
    public mutating func write(_ bytes: [UInt8]) throws(CheckpointsError) {
        written += bytes.count
        precondition(written <= total, "\(written) bytes written, \(total) announced")
        do { try file.write(bytes) } catch { throw .file(error) }
    }

    /// Gives the file its name.
    ///
    /// - Precondition: as many bytes were written as were announced.
    public consuming func finish() throws(CheckpointsError) {
        precondition(written == total, "\(written) bytes written, \(total) announced")
        do { try file.commit() } catch { throw .file(error) }
    }

    /// Length and JSON, filled up with spaces so that the tensors start at a multiple of 64 bytes.
    private static func header(_ tensors: [Announcement], _ metadata: [String: String]) -> [UInt8] {
        precondition(Set(tensors.map(\.name)).count == tensors.count, "two tensors have one name")
        var members: [JSONObject.Member] = []
        if !metadata.isEmpty {
            let fields = metadata.sorted { $0.key < $1.key }.map {
                JSONObject.Member(name: $0.key, value: .string($0.value))
            }
            members.append(.init(name: "__metadata__", value: .object(JSONObject(fields))))
        }
        var offset = 0
        for tensor in tensors {
            precondition(tensor.name != "__metadata__", "a tensor may not be called __metadata__")
            members.append(.init(name: tensor.name, value: description(of: tensor, at: offset)))
            offset += tensor.bytes
        }
        var json = JSON.object(JSONObject(members)).encoded
        json.append(contentsOf: repeatElement(UInt8(ascii: " "), count: (64 - (json.count + 8) % 64) % 64))
        var writer = ByteWriter(capacity: json.count + 8)
        writer.write(UInt64(json.count))
        writer.write(exactly: json)
        return writer.bytes
    }

    private static func description(of tensor: Announcement, at offset: Int) -> JSON {
        .object(
            JSONObject([
                .init(name: "dtype", value: .string(tensor.type.rawValue)),
                .init(name: "shape", value: .array(tensor.shape.map(JSON.integer))),
                .init(name: "data_offsets", value: .array([.integer(offset), .integer(offset + tensor.bytes)])),
            ]))
    }
}
