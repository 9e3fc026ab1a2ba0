import Files
import Foundation
import Testing

/// A folder of one test, removed with it.
final class ScratchFolder {
    let path = NSTemporaryDirectory() + "/engram-files-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

@Suite struct FilesTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test func `what is written atomically is read back, in place of what stood there`() throws {
        let path = folder.path + "/a"
        try writeAtomically([1, 2, 3], to: path)
        try writeAtomically([UInt8](repeating: 7, count: 100_000), to: path)
        #expect(try readFile(path, bytesMax: 100_000) == [UInt8](repeating: 7, count: 100_000))
        #expect(try entries(ofFolder: folder.path) == ["a"])
    }

    @Test func `a file that is not committed leaves nothing, and the old one stays`() throws {
        let path = folder.path + "/a"
        try writeAtomically([1], to: path)
        do {
            var file = try AtomicFile(path: path)
            try file.write([2, 3])
            #expect(try entries(ofFolder: folder.path).count == 2)
        }
        #expect(try entries(ofFolder: folder.path) == ["a"])
        #expect(try readFile(path, bytesMax: 10) == [1])
    }

    @Test func `a secret's permissions are its owner's alone`() throws {
        let path = folder.path + "/key"
        try writeAtomically([1], to: path, permissions: 0o600)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func `a mapped file shows the same bytes, whole and in part`() throws {
        let path = folder.path + "/m"
        let content = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try writeAtomically(content, to: path)
        let file = try MappedFile(path: path)
        #expect(file.count == content.count)
        #expect(file.bytes(in: 4090..<5000) == Array(content[4090..<5000]))
        #expect(file.withBytes(in: 10..<20) { $0.byteCount } == 10)
    }

    @Test func `a mapped file keeps its bytes when another takes its name`() throws {
        let path = folder.path + "/m"
        try writeAtomically([1, 2, 3], to: path)
        let file = try MappedFile(path: path)
        try writeAtomically([9], to: path)
        #expect(file.bytes(in: 0..<3) == [1, 2, 3])
    }

    @Test func `an empty file maps to no bytes`() throws {
        let path = folder.path + "/empty"
        try writeAtomically([], to: path)
        let file = try MappedFile(path: path)
        #expect(file.count == 0)
        #expect(file.bytes(in: 0..<0) == [])
        #expect(fileExists(path))
    }

    @Test func `absence, folders and size are told apart`() throws {
        let missing = folder.path + "/none"
        let absence = #expect(throws: FilesError.self) { try MappedFile(path: missing) }
        #expect(absence?.isAbsence == true)
        #expect(throws: FilesError.notARegularFile(path: folder.path)) { try MappedFile(path: folder.path) }
        try writeAtomically([1, 2, 3], to: missing)
        #expect(throws: FilesError.tooLarge(path: missing, bytes: 3, allowed: 2)) { try readFile(missing, bytesMax: 2) }
        #expect(!fileExists(folder.path))
    }

    @Test func `a folder that is not there is an error with its name and the reason`() throws {
        let path = folder.path + "/no/such/file"
        let error = #expect(throws: FilesError.self) { try writeAtomically([1], to: path) }
        #expect(error?.description.contains("/no/such/") == true)
        #expect(error?.description.contains("No such file") == true)
    }
}
