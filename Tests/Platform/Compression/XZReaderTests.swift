import Compression
import Files
import Foundation
import Testing

@Suite("xz files, piece by piece")
struct XZReaderTests {
    @Test("the content comes whole, whatever the size of the pieces", arguments: [1, 7, 4096, 1 << 20])
    func pieces(size: Int) throws {
        try Sample.onDisk(Sample.packed) { path in
            let content = try Sample.content(of: path, pieces: size)
            #expect(content == Array(Sample.text.utf8))
        }
    }

    @Test("two streams after each other are one content") func concatenated() throws {
        try Sample.onDisk(Sample.packed + Sample.packed) { path in
            let content = try Sample.content(of: path, pieces: 100)
            #expect(content == Array((Sample.text + Sample.text).utf8))
        }
    }

    @Test("a file that ends early is refused, wherever it ends") func truncated() throws {
        for count in stride(from: 0, to: Sample.packed.count, by: 5) {
            try Sample.onDisk(Array(Sample.packed.prefix(count))) { path in
                #expect(throws: CompressionError.self) { try Sample.content(of: path, pieces: 64) }
            }
        }
    }

    @Test("a changed byte is noticed, wherever it stands") func changed() throws {
        for index in Sample.packed.indices {
            var bytes = Sample.packed
            bytes[index] ^= 0x10
            try Sample.onDisk(bytes) { path in
                #expect(throws: CompressionError.self, "byte \(index)") { try Sample.content(of: path, pieces: 64) }
            }
        }
    }

    @Test("a file that wants more memory than it may have says how much it wants") func memory() throws {
        try Sample.onDisk(Sample.packed) { path in
            let error = #expect(throws: CompressionError.self) {
                var reader = try XZReader(path: path, memoryMax: 1 << 16)
                _ = try reader.next(atMost: 10)
            }
            guard case .memory(_, let wanted, let allowed) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(wanted > 1 << 20)
            #expect(allowed == 1 << 16)
        }
    }

    @Test("a file that is not there is said to be absent") func absent() throws {
        let error = #expect(throws: CompressionError.self) { try XZReader(path: "/nonexistent/file.xz").isReady }
        guard case .file(let reason) = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(reason.isAbsence)
    }
}

extension XZReader {
    fileprivate var isReady: Bool { true }
}

/// A text of 300 lines, and what `xz -6` makes of it.
private enum Sample {
    static let text = (1...300).map { "line \($0) of a text that is packed.\n" }.joined()
    static let packed: [UInt8] = [
        253, 55, 122, 88, 90, 0, 0, 4, 230, 214, 180, 70, 2, 0, 33, 1, 22, 0, 0, 0, 116, 47, 229, 163, 224, 40, 151,
        1, 137, 93, 0, 54, 26, 74, 31, 8, 160, 43, 177, 109, 6, 157, 239, 237, 140, 161, 63, 200, 56, 207, 109, 133,
        47, 152, 246, 100, 106, 148, 36, 84, 181, 95, 5, 91, 86, 242, 199, 171, 107, 103, 36, 27, 150, 178, 151, 160,
        38, 102, 134, 48, 250, 94, 148, 190, 44, 181, 58, 31, 82, 33, 48, 80, 78, 145, 244, 27, 99, 169, 66, 227,
        146, 254, 64, 55, 215, 218, 32, 144, 44, 79, 200, 125, 0, 199, 114, 137, 68, 68, 113, 242, 27, 199, 234, 227,
        245, 180, 169, 36, 214, 160, 56, 58, 172, 115, 131, 17, 170, 61, 39, 219, 85, 194, 97, 40, 240, 71, 96, 3,
        68, 146, 227, 178, 216, 50, 16, 245, 148, 252, 80, 52, 198, 20, 50, 184, 125, 23, 249, 225, 61, 19, 51, 248,
        22, 38, 194, 36, 131, 75, 9, 150, 100, 80, 18, 73, 148, 66, 181, 30, 75, 66, 123, 141, 225, 136, 106, 178,
        80, 11, 45, 161, 167, 229, 15, 86, 134, 235, 172, 52, 65, 0, 9, 149, 21, 15, 205, 89, 167, 105, 23, 6, 33,
        203, 230, 20, 213, 126, 42, 26, 90, 86, 19, 153, 128, 108, 233, 19, 220, 200, 253, 16, 188, 68, 116, 76, 208,
        10, 93, 68, 249, 112, 47, 97, 66, 131, 245, 161, 221, 51, 216, 103, 118, 118, 194, 77, 211, 50, 174, 155,
        194, 193, 16, 168, 51, 36, 115, 240, 29, 219, 67, 65, 198, 172, 54, 42, 254, 16, 100, 156, 160, 4, 144, 80,
        132, 154, 39, 63, 55, 99, 57, 33, 128, 215, 149, 137, 131, 115, 51, 216, 196, 163, 145, 235, 178, 99, 23, 56,
        112, 248, 232, 109, 114, 14, 199, 14, 135, 198, 234, 157, 15, 178, 72, 217, 124, 108, 99, 254, 237, 187, 111,
        33, 248, 89, 85, 137, 57, 252, 1, 170, 93, 105, 2, 186, 104, 229, 40, 243, 185, 103, 160, 205, 139, 196, 191,
        212, 2, 174, 250, 130, 41, 33, 37, 253, 124, 180, 155, 254, 52, 235, 165, 96, 117, 138, 221, 119, 54, 106,
        171, 245, 99, 104, 55, 48, 54, 175, 24, 107, 253, 19, 204, 255, 15, 27, 150, 157, 130, 146, 30, 18, 33, 231,
        240, 198, 120, 0, 68, 203, 237, 216, 244, 205, 250, 223, 115, 0, 0, 0, 0, 0, 85, 226, 53, 211, 7, 10, 229,
        109, 0, 1, 165, 3, 152, 81, 0, 0, 156, 163, 174, 216, 177, 196, 103, 251, 2, 0, 0, 0, 0, 4, 89, 90,
    ]

    static func content(of path: String, pieces: Int) throws -> [UInt8] {
        var reader = try XZReader(path: path)
        var content: [UInt8] = []
        while true {
            let piece = try reader.next(atMost: pieces)
            if piece.isEmpty { return content }
            content += piece
        }
    }

    static func onDisk(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "xz-\(UUID().uuidString).xz").path
        try writeAtomically(bytes, to: path)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }
}
