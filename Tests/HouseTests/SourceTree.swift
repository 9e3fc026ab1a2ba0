import Foundation
import TestKit

/// The tree that these tests stand in.
struct SourceTree: Sendable {
    let root: URL
    let files: [SourceFile]

    static let here = SourceTree()

    private init() {
        let root = TestFiles.root
        files = Self.paths(under: root).compactMap { path in
            guard let text = try? String(contentsOf: root.appending(path: path), encoding: .utf8) else { return nil }
            return SourceFile(path: path, text: text)
        }
        self.root = root
    }

    /// Empty if the file is not there.
    func text(_ path: String) -> String {
        (try? String(contentsOf: root.appending(path: path), encoding: .utf8)) ?? ""
    }

    private static func paths(under root: URL) -> [String] {
        ["Services", "Shared", "Tests"].flatMap { folder -> [String] in
            let all = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
            return (all?.compactMap { $0 as? String } ?? []).map { "\(folder)/\($0)" }
        }
        .filter { path in [".swift", ".c", ".h"].contains { path.hasSuffix($0) } }
        .sorted() + ["Package.swift"]
    }
}
