import Foundation
import TestKit

/// The programs of this build, beside the test bundle.
enum Programs {
    static let folder: URL = {
        let candidates = [Bundle.main.executableURL, URL(filePath: CommandLine.arguments[0])].compactMap { $0 }
            .map { $0.resolvingSymlinksInPath().deletingLastPathComponent() }
        let found = candidates.first {
            FileManager.default.isExecutableFile(atPath: $0.appending(path: "engram-store").path)
        }
        return found ?? candidates[0]
    }()

    /// The root of the sources.
    static let sources = TestFiles.root

    static let model = TestFiles.pilot

    static func program(_ name: String) throws -> URL {
        let file = folder.appending(path: name)
        guard FileManager.default.isExecutableFile(atPath: file.path) else {
            throw TestKitError("\(file.path) is not there: build everything before the walks")
        }
        return file
    }
}
