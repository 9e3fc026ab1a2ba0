import Bytes
import Checkpoints
import Files
import Foundation
import Testing

@Suite struct SafetensorsTests {
    let folder: ScratchFolder
    var path: String { folder.path + "/model.safetensors" }

    init() throws { folder = try ScratchFolder() }

    /// A file with this header, and `dataBytes` bytes of tensors.
    private func put(_ header: String, dataBytes: Int = 8, length: UInt64? = nil) throws {
        var writer = ByteWriter()
        writer.write(length ?? UInt64(header.utf8.count))
        writer.write(exactly: Array(header.utf8))
        writer.write(exactly: [UInt8](repeating: 0, count: dataBytes))
        try writeAtomically(writer.bytes, to: path)
    }

    @Test func `what the writer writes, the reader reads`() throws {
        var writer = try SafetensorsWriter(
            path: path,
            tensors: [
                .init("a", .float32, [2, 2]), .init("b", .brain16, [3]), .init("é\"", .unsigned8, []),
                .init("none", .float64, [0, 4]),
            ],
            metadata: ["format": "pt", "method": "ROME"])
        try writer.write(encodeFloats([1, -2, 0.5, 3e38]))
        try writer.write(encodeBrainFloats([1, 1.00390625, -0.1]))
        try writer.write([7])
        try writer.finish()

        let file = try SafetensorsFile(path: path)
        #expect(file.metadata == ["format": "pt", "method": "ROME"])
        #expect(try file.floats("a", shape: [2, 2]) == [1, -2, 0.5, 3e38])
        #expect(try file.floats("b") == [1, 1, -0.10009765625])
        #expect(try file.integers("é\"", shape: []) == [7])
        #expect(try file.doubles("none") == [])
        #expect(file.entries.first?.range.lowerBound.isMultiple(of: 64) == true)
        #expect(file.entry(named: "c") == nil)
    }

    @Test func `numbers of every type are widened exactly`() throws {
        var writer = try SafetensorsWriter(
            path: path,
            tensors: [
                .init("half", .float16, [6]), .init("double", .float64, [1]), .init("int", .signed64, [1]),
                .init("byte", .signed8, [2]),
            ])
        for bits in [0x3C00, 0xC000, 0x0001, 0x7BFF, 0x7C00, 0x8000] as [UInt16] {
            try writer.write([UInt8(bits & 255), UInt8(bits >> 8)])
        }
        var rest = ByteWriter()
        rest.write(0.1)
        rest.write(Int64(-5))
        try writer.write(rest.bytes + [0xFF, 0x7F])
        try writer.finish()

        let file = try SafetensorsFile(path: path)
        #expect(try file.floats("half") == [1, -2, 0x1p-24, 65504, .infinity, -0.0])
        #expect(try file.doubles("double") == [0.1])
        #expect(try file.integers("int") == [-5])
        #expect(try file.floats("byte") == [-1, 127])
    }

    @Test(arguments: [
        (
            #"{"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},"a":{"dtype":"U8","data_offsets":[0,8]}}"#,
            "two of this name"
        ),
        (
            #"{"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},"#
                + #""b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}"#,
            "another tensor has too"
        ),
        (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, "unused bytes before"),
        (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, "8 bytes of tensors"),
        (#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}"#, "within the file's 8 bytes"),
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, "within the file's 8 bytes"),
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,8]}}"#, "within the file's 8 bytes"),
        (#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, "12 bytes for F32 [3]"),
        (#"{"a":{"dtype":"F31","shape":[2],"data_offsets":[0,8]}}"#, "dtype F31"),
        (#"{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#, "whole numbers"),
        (#"{"a":{"dtype":"F32","shape":[4294967296,4294967296,4],"data_offsets":[0,8]}}"#, "fit 64 bits"),
        (#"{"a":{"dtype":"F32","shape":[2]}}"#, "no data_offsets"),
        (#"{"a":7}"#, "no dtype"),
        (#"{"__metadata__":{"x":1}}"#, "that is a number"),
        (#"[1]"#, "an array"),
        (#"{"a":"#, "not JSON"),
        ("", "not JSON"),
    ])
    func `refuses a header that lies, and says how`(header: String, reason: String) throws {
        try put(header)
        let error = #expect(throws: CheckpointsError.self) { try SafetensorsFile(path: path) }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
        #expect(error?.description.contains(path) == true)
    }

    @Test(arguments: [100_000_001, UInt64.max, 1 << 63, 99_999_999])
    func `refuses a header length that cannot be`(length: UInt64) throws {
        try put("{}", length: length)
        #expect(throws: CheckpointsError.self) { try SafetensorsFile(path: path) }
    }

    @Test func `a tensor that is missing, or of another shape or type, is named`() throws {
        try put(#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#)
        let file = try SafetensorsFile(path: path)
        #expect(throws: CheckpointsError.missingTensor("b", file: path, wanted: "a tensor of shape [2]")) {
            try file.floats("b", shape: [2])
        }
        #expect(throws: CheckpointsError.tensor("a", file: path, found: "F32 [2]", wanted: "a tensor of shape [1, 2]"))
        { try file.floats("a", shape: [1, 2]) }
        #expect(throws: CheckpointsError.tensor("a", file: path, found: "F32 [2]", wanted: "integers below 2^63")) {
            try file.integers("a")
        }
    }

    @Test func `no prefix of a file and no flipped bit of its header crashes the reader`() throws {
        var writer = try SafetensorsWriter(
            path: path, tensors: [.init("weight", .float32, [4]), .init("bias", .float16, [2, 2])], metadata: ["k": "v"]
        )
        try writer.write([UInt8](repeating: 1, count: 24))
        try writer.finish()
        let whole = try readFile(path, bytesMax: 1 << 20)
        let other = folder.path + "/other"
        for count in 0..<whole.count {
            try writeWithoutSync(Array(whole[..<count]), to: other)
            #expect(throws: CheckpointsError.self) { try SafetensorsFile(path: other) }
        }
        var accepted = 0
        let lengthBits = 0..<64
        for bit in Array(lengthBits) + (8..<whole.count - 24).map({ $0 * 8 + $0 % 8 }) {
            var bytes = whole
            bytes[bit / 8] ^= 1 << (bit % 8)
            try writeWithoutSync(bytes, to: other)
            if let file = try? SafetensorsFile(path: other) {
                accepted += 1
                for entry in file.entries { #expect(entry.range.upperBound <= file.file.count) }
            }
        }
        #expect(accepted < whole.count / 2)
    }

    private func writeWithoutSync(_ bytes: [UInt8], to path: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
}
