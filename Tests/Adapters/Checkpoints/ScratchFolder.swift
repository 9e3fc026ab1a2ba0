import Foundation

/// A folder of one test, removed with it.
final class ScratchFolder {
    let path = NSTemporaryDirectory() + "/engram-checkpoints-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Copies a file of the folder under another name, in this folder or another.
    func copy(_ name: String, to path: String) throws {
        try FileManager.default.copyItem(atPath: self.path + "/" + name, toPath: path)
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path + "/" + name) }

    func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
    }
}
